/** The style sheet's colours as numbers, and the digits that are drawn with them once and for all. */

import { stampFrom } from "../state/stamps.js";

/** @typedef {import("../state/blending.js").Rgb} Rgb */

const DIGIT = 11;

/** @param {number} width @param {number} height @returns {any} */
function scratch(width, height) {
  return new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
}

/** @param {string} colour  of CSS @returns {Rgb} */
function rgbOf(colour) {
  const context = scratch(1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/**
 * @param {string[]} kinds  codes
 * @returns {import("../state/painting.js").Palette & {ink: string, focus: string, halo_css: string}}
 */
export function readPalette(kinds) {
  const style = getComputedStyle(document.documentElement);
  const value = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    kinds: kinds.map((kind) => rgbOf(value(`--kind-${kind.replaceAll("_", "-")}`))),
    mixed: rgbOf(value("--ink")),
    halo: rgbOf(value("--surface")),
    ink: value("--ink"),
    focus: value("--focus"),
    halo_css: value("--map-halo"),
  };
}

/** @param {any} palette @param {number} ratio @returns {import("../state/numbers.js").Digits} */
export function readDigits(palette, ratio) {
  const size = Math.round(DIGIT * ratio);
  const side = 3 * size;
  const font = `700 ${size}px ${getComputedStyle(document.body).fontFamily}`;
  const stamps = [];
  const widths = [];
  for (let digit = 0; digit < 10; digit += 1) {
    const context = scratch(side, side);
    Object.assign(context, { font, textAlign: "center", textBaseline: "alphabetic", lineJoin: "round", lineWidth: 3 * ratio });
    context.strokeStyle = palette.halo_css;
    context.fillStyle = palette.ink;
    const [x, y] = [side / 2, side / 2 + Math.round(size * 0.36)];
    context.strokeText(String(digit), x, y);
    context.fillText(String(digit), x, y);
    widths.push(context.measureText(String(digit)).width);
    const pixels = new Uint32Array(context.getImageData(0, 0, side, side).data.buffer);
    const middle = Math.floor(side / 2);
    const spots = Array.from(pixels, (colour, at) => ({ x: (at % side) - middle, y: Math.floor(at / side) - middle, colour }));
    stamps.push(stampFrom(spots));
  }
  return { stamps, widths, height: size };
}
