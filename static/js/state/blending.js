/** Colours of one pixel as ImageData keeps them in a Uint32 on a little-endian machine: 0xAABBGGRR, not premultiplied. */

/** @typedef {[number, number, number]} Rgb  0 to 255 each */

/** @param {Rgb} rgb @param {number} alpha  0 to 1 @returns {number} Uint32 */
export function packed([red, green, blue], alpha) {
  return ((Math.round(alpha * 255) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** `above` over `below`, both Uint32. @param {number} below @param {number} above */
export function over(below, above) {
  const alpha = above >>> 24;
  const under = below >>> 24;
  if (alpha === 255 || under === 0) return above;
  if (alpha === 0) return below;
  const whole = alpha * 255 + under * (255 - alpha);
  const share = Math.round((alpha * 255 * 256) / whole);
  const rest = 256 - share;
  // Red and blue in one multiplication: they lie 16 bits apart.
  const redBlue = ((Math.imul(above & 0xff00ff, share) >>> 8) & 0xff00ff) + ((Math.imul(below & 0xff00ff, rest) >>> 8) & 0xff00ff);
  const green = (((above & 0xff00) * share + (below & 0xff00) * rest) >>> 8) & 0xff00;
  return ((Math.round(whole / 255) << 24) | redBlue | green) >>> 0;
}
