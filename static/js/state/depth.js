/**
 * Translucent discs, however many lie over one another: instead of filling each, the two ends of each of its lines are
 * noted, and one walk over the picture adds them up. A disc costs its height and not its area.
 *
 * What is added up is the weight of the discs over a pixel and their colours, two sums in one float64 each: exact while
 * a sum stays below 2^26, which a quarter of a million discs over one pixel do.
 */

/** @typedef {import("./blending.js").Rgb} Rgb */

const SHIFT = 2 ** 26;
/** A disc of a certain date weighs so much; a lighter one less. */
export const FULL = 8;
/** Colours are summed with five bits a channel. */
const COARSER = 8;

export class Depth {
  /** @param {number} width  pixels @param {number} height @param {number} opacity  of one disc of full weight */
  constructor(width, height, opacity) {
    this.width = width;
    this.height = height;
    /** Two sums a pixel, side by side: weight with red, green with blue. */
    this.ends = new Float64Array(2 * width * height);
    this.alphas = Uint8Array.from({ length: 1024 }, (_, weight) => Math.round(255 * (1 - (1 - opacity) ** (weight / FULL))));
    this.begin(1);
  }

  /**
   * @param {number} thickness  pixels of a line: where thousands of discs lie over one another no edge can be told
   *   from another, and a few lines drawn as one save that much time
   */
  begin(thickness) {
    this.thickness = thickness;
    this.lines = Math.ceil(this.height / thickness);
    this.top = this.lines;
    this.bottom = -1;
    /** Of discs that cover the whole picture. */
    this.everywhere = [0, 0];
  }

  /**
   * @param {number} x  pixels @param {number} y @param {number} radius  whole
   * @param {Rgb} colour @param {number} [weight]
   */
  add(x, y, radius, colour, weight = FULL) {
    const { width, height, ends, thickness } = this;
    if (y + radius < 0 || y - radius >= height || x + radius < 0 || x - radius >= width) return;
    const one = weight + (colour[0] >> 3) * weight * SHIFT;
    const two = (colour[1] >> 3) * weight + (colour[2] >> 3) * weight * SHIFT;
    const farX = Math.max(x, width - 1 - x);
    const farY = Math.max(y, height - 1 - y);
    const squared = (radius + 0.25) ** 2;
    if (farX * farX + farY * farY <= squared) {
      this.everywhere[0] += one;
      this.everywhere[1] += two;
      return;
    }
    const from = Math.floor(Math.max(0, y - radius) / thickness);
    const to = Math.floor(Math.min(height - 1, y + radius) / thickness);
    if (from < this.top) this.top = from;
    if (to > this.bottom) this.bottom = to;
    for (let line = from; line <= to; line += 1) {
      // Of a thick line the part that is nearest to the middle counts, so that nothing is drawn too small.
      const first = line * thickness;
      const last = first + thickness - 1;
      const away = y < first ? first - y : y > last ? y - last : 0;
      const half = Math.floor(Math.sqrt(squared - away * away));
      const left = x - half;
      const right = x + half + 1;
      if (right <= 0 || left >= width) continue;
      const start = 2 * (line * width + (left < 0 ? 0 : left));
      ends[start] += one;
      ends[start + 1] += two;
      if (right >= width) continue;
      const end = 2 * (line * width + right);
      ends[end] -= one;
      ends[end + 1] -= two;
    }
  }

  /** Writes the picture, empty where no disc is. @param {Uint32Array} pixels */
  draw(pixels) {
    const { width, height, ends, alphas, top, bottom, everywhere, thickness } = this;
    const ground = colourOf(everywhere[0], everywhere[1], alphas);
    if (top > bottom) {
      pixels.fill(ground);
      return;
    }
    pixels.fill(ground, 0, top * thickness * width);
    pixels.fill(ground, Math.min(height, (bottom + 1) * thickness) * width);
    for (let line = top; line <= bottom; line += 1) {
      let [one, two] = everywhere;
      let colour = ground;
      const begin = line * thickness * width;
      for (let from = line * width, to = begin, end = begin + width; to < end; from += 1, to += 1) {
        const change = ends[2 * from];
        const other = ends[2 * from + 1];
        if (change !== 0 || other !== 0) {
          one += change;
          two += other;
          colour = colourOf(one, two, alphas);
        }
        pixels[to] = colour;
      }
      const last = Math.min(height, (line + 1) * thickness);
      for (let copy = line * thickness + 1; copy < last; copy += 1) pixels.copyWithin(copy * width, begin, begin + width);
    }
    ends.fill(0, 2 * top * width, 2 * (bottom + 1) * width);
  }
}

/** @param {number} one @param {number} two @param {Uint8Array} alphas */
function colourOf(one, two, alphas) {
  const red = Math.floor(one / SHIFT);
  const weight = one - red * SHIFT;
  if (weight === 0) return 0;
  const blue = Math.floor(two / SHIFT);
  const green = two - blue * SHIFT;
  const part = COARSER / weight;
  const alpha = alphas[Math.min(weight, alphas.length - 1)];
  return ((alpha << 24) | ((blue * part + 4) << 16) | ((green * part + 4) << 8) | (red * part + 4)) >>> 0;
}
