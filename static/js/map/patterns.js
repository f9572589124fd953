/** Hatching: SVG patterns that every map of the page refers to by id. */

import { svgElement } from "../lib/dom.js";

/** @param {string} kind @returns {string} what an SVG `fill` takes */
export function hatchFill(kind) {
  return `url(#hatch-${kind})`;
}

/** @param {string[]} kinds @returns {SVGElement} to be put into the page once */
export function hatchPatterns(kinds) {
  const patterns = kinds.map((kind) =>
    svgElement(
      "pattern",
      { id: `hatch-${kind}`, width: 9, height: 9, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svgElement("line", { x1: 0, y1: 0, x2: 0, y2: 9, class: `hatch-line kind-${kind}` }),
    ),
  );
  return svgElement("svg", { class: "patterns", "aria-hidden": "true" }, svgElement("defs", {}, ...patterns));
}
