/** The line of a large circle, with smooth edges; only the pixels along it are looked at. */

import { over } from "./blending.js";

const DASH = 9;

/**
 * @param {Uint32Array} pixels @param {number} width @param {number} height
 * @param {number} x @param {number} y @param {number} radius  pixels
 * @param {number} thickness @param {number} colour  Uint32 @param {boolean} dashed
 */
export function ringLine(pixels, width, height, x, y, radius, thickness, colour, dashed) {
  const outer = radius + thickness / 2;
  const inner = radius - thickness / 2;
  const dashes = Math.max(3, Math.round((2 * Math.PI * radius) / DASH));
  const alpha = colour >>> 24;
  const from = Math.max(0, Math.floor(y - outer - 1));
  const to = Math.min(height - 1, Math.ceil(y + outer + 1));
  for (let line = from; line <= to; line += 1) {
    const squared = (line - y) ** 2;
    const far = Math.ceil(Math.sqrt(Math.max(0, (outer + 1) ** 2 - squared)));
    const near = Math.floor(Math.sqrt(Math.max(0, (inner - 1) ** 2 - squared)));
    for (let away = near; away <= far; away += 1) {
      const distance = Math.sqrt(squared + away * away);
      const cover = Math.min(1, outer - distance + 0.5, distance - inner + 0.5);
      if (cover <= 0) continue;
      const shaded = ((Math.round(alpha * cover) << 24) | (colour & 0xffffff)) >>> 0;
      for (const column of away ? [x - away, x + away] : [x]) {
        if (column < 0 || column >= width) continue;
        if (dashed && ((Math.atan2(line - y, column - x) / (2 * Math.PI) + 0.5) * dashes) % 1 > 0.55) continue;
        const at = line * width + column;
        pixels[at] = over(pixels[at], shaded);
      }
    }
  }
}
