/**
 * Translucent shapes, however many lie over one another: instead of filling each, the two ends of each of its lines are
 * noted, and one walk over the picture adds them up. A disc costs its height and not its area.
 *
 * What is added up is the weight of the shapes over a pixel and their colours, two sums in one float64 each: exact while
 * a sum stays below 2^26, which a quarter of a million discs over one pixel do.
 */

/** @typedef {import("./blending.js").Rgb} Rgb */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box  pixels; the last two lie outside */
/** @typedef {{ends: Float64Array, changes: Uint8Array}} Sums  zeros before a drawing and after it: pictures may share them */

const SHIFT = 2 ** 26;
/** What is of a certain date weighs so much; a lighter one less. */
export const FULL = 8;
/** Columns that are skipped at once where nothing changes. */
const BLOCK = 16;
/** Colours are summed with five bits a channel. */
const COARSER = 8;

/** Room for a picture of so many pixels, and for each that is no larger either way. @param {number} width @param {number} height @returns {Sums} */
export function sumsFor(width, height) {
  return { ends: new Float64Array(2 * width * height), changes: new Uint8Array(Math.ceil(width / BLOCK) * height) };
}

export class Depth {
  /**
   * @param {number} width  pixels @param {number} height @param {number} opacity  of one shape of full weight
   * @param {Sums} [sums]
   */
  constructor(width, height, opacity, { ends, changes } = sumsFor(width, height)) {
    this.width = width;
    this.height = height;
    /** Two sums a pixel, side by side: weight with red, green with blue. */
    this.ends = ends;
    /** By line, for so many columns side by side: 1 where one of their sums changes. */
    this.blocks = Math.ceil(width / BLOCK);
    this.changes = changes;
    this.alphas = Uint8Array.from({ length: 1024 }, (_, weight) => Math.round(255 * (1 - (1 - opacity) ** (weight / FULL))));
    this.begin(1);
  }

  /**
   * @param {number} thickness  pixels of a line: where thousands of discs lie over one another no edge can be told
   *   from another, and a few lines drawn as one save that much time
   * @param {Box} [box]  the part of the picture that is drawn, where the lines are one pixel thick; without it all of it
   */
  begin(thickness, box = { left: 0, top: 0, right: this.width, bottom: this.height }) {
    this.thickness = thickness;
    this.box = box;
    this.top = Math.ceil(box.bottom / thickness);
    this.bottom = -1;
    /** Of discs that cover the whole box. */
    this.everywhere = [0, 0];
  }

  /**
   * @param {number} x  pixels @param {number} y @param {number} radius  whole
   * @param {Rgb} colour @param {number} [weight]
   */
  add(x, y, radius, colour, weight = FULL) {
    const { box, thickness } = this;
    if (y + radius < box.top || y - radius >= box.bottom || x + radius < box.left || x - radius >= box.right) return;
    const [one, two] = sums(colour, weight);
    const farX = Math.max(x - box.left, box.right - 1 - x);
    const farY = Math.max(y - box.top, box.bottom - 1 - y);
    const squared = (radius + 0.25) ** 2;
    if (farX * farX + farY * farY <= squared) {
      this.everywhere[0] += one;
      this.everywhere[1] += two;
      return;
    }
    const from = Math.floor(Math.max(box.top, y - radius) / thickness);
    const to = Math.floor(Math.min(box.bottom - 1, y + radius) / thickness);
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
      if (right <= box.left || left >= box.right) continue;
      this.#note(line, left < box.left ? box.left : left, one, two);
      if (right < box.right) this.#note(line, right, -one, -two);
    }
  }

  /** From that column on the sums are others. @param {number} line @param {number} column @param {number} one @param {number} two */
  #note(line, column, one, two) {
    const at = 2 * (line * this.width + column);
    this.ends[at] += one;
    this.ends[at + 1] += two;
    this.changes[line * this.blocks + ((column / BLOCK) | 0)] = 1;
  }

  /**
   * Any shape by its lines, as long as those of a disc are one pixel thick.
   * @param {Int32Array} spans  line, first column, column behind the last; and so on, within the picture
   * @param {Rgb} colour @param {number} [weight]
   */
  addSpans(spans, colour, weight = FULL) {
    const { box } = this;
    const [one, two] = sums(colour, weight);
    for (let span = firstSpan(spans, box.top); span < spans.length && spans[span] < box.bottom; span += 3) {
      const [line, from, to] = [spans[span], Math.max(box.left, spans[span + 1]), spans[span + 2]];
      if (from >= Math.min(to, box.right)) continue;
      if (line < this.top) this.top = line;
      if (line > this.bottom) this.bottom = line;
      this.#note(line, from, one, two);
      if (to < box.right) this.#note(line, to, -one, -two);
    }
  }

  /** Writes the box, empty where no disc is. @param {Uint32Array} pixels */
  draw(pixels) {
    const { box, width, alphas, top, bottom, everywhere, thickness } = this;
    const ground = colourOf(everywhere[0], everywhere[1], alphas);
    if (box.right - box.left === width) pixels.fill(ground, box.top * width, box.bottom * width);
    else for (let line = box.top; line < box.bottom; line += 1) pixels.fill(ground, line * width + box.left, line * width + box.right);
    for (let line = top; line <= bottom; line += 1) {
      this.#drawLine(pixels, line, ground);
      const begin = line * thickness * width;
      const last = Math.min(box.bottom, (line + 1) * thickness);
      for (let copy = line * thickness + 1; copy < last; copy += 1) pixels.copyWithin(copy * width, begin, begin + width);
    }
  }

  /** @param {Uint32Array} pixels @param {number} line @param {number} ground  what is there already */
  #drawLine(pixels, line, ground) {
    const { alphas, blocks, box, changes, ends, thickness, width } = this;
    let [one, two] = this.everywhere;
    let colour = ground;
    for (let column = box.left; column < box.right; ) {
      const block = (column / BLOCK) | 0;
      const stop = Math.min(box.right, (block + 1) * BLOCK);
      const change = line * blocks + block;
      const to = line * thickness * width;
      if (changes[change]) {
        changes[change] = 0;
        for (; column < stop; column += 1) {
          const at = 2 * (line * width + column);
          if (ends[at] !== 0 || ends[at + 1] !== 0) {
            one += ends[at];
            two += ends[at + 1];
            colour = colourOf(one, two, alphas);
            ends[at] = 0;
            ends[at + 1] = 0;
          }
          pixels[to + column] = colour;
        }
      } else if (colour !== ground) pixels.fill(colour, to + column, to + stop);
      column = stop;
    }
  }
}

/** The index of the first span that lies on the line or below it. @param {Int32Array} spans @param {number} line */
export function firstSpan(spans, line) {
  let [low, high] = [0, spans.length / 3];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[3 * middle] < line) low = middle + 1;
    else high = middle;
  }
  return 3 * low;
}

/** @param {Rgb} colour @param {number} weight @returns {[number, number]} */
function sums(colour, weight) {
  return [weight + (colour[0] >> 3) * weight * SHIFT, (colour[1] >> 3) * weight + (colour[2] >> 3) * weight * SHIFT];
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
