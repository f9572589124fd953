/** Days to pixels and back; time runs the way the page's language is read. */

import { plus, startOf } from "./dates.js";

/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Unit} Unit */

/**
 * @param {Span} span @param {number} width  pixels @param {boolean} isRightToLeft
 */
export function timescale(span, width, isRightToLeft) {
  const days = span.end - span.start + 1;
  return {
    /** The side of a day that comes first in time. @param {number} day */
    x(day) {
      const along = ((day - span.start) / days) * width;
      return isRightToLeft ? width - along : along;
    },
    /** @param {number} x @returns {number} a whole day, within the span */
    day(x) {
      const along = isRightToLeft ? width - x : x;
      const day = span.start + Math.floor((along / width) * days);
      return Math.min(span.end, Math.max(span.start, day));
    },
  };
}

/**
 * The whole units between two days in whichever order.
 * @param {number} one @param {number} other @param {Unit} unit @returns {Span}
 */
export function wholeUnits(one, other, unit) {
  return { start: startOf(unit, Math.min(one, other)), end: plus(unit, startOf(unit, Math.max(one, other)), 1) - 1 };
}

/**
 * The part in sight after a zoom by `factor` about a day, within the extent and never less than a fortnight.
 * @param {Span} span @param {Span} extent @param {number} about @param {number} factor  below 1 to look closer
 * @returns {Span}
 */
export function zoomed(span, extent, about, factor) {
  const days = span.end - span.start + 1;
  const most = extent.end - extent.start + 1;
  const wanted = Math.min(most, Math.max(Math.min(14, most), Math.round(days * factor)));
  const share = (about - span.start) / days;
  const start = Math.round(about - share * wanted);
  return within({ start, end: start + wanted - 1 }, extent);
}

/** The span moved, if need be, so that it lies in the extent. @param {Span} span @param {Span} extent @returns {Span} */
export function within(span, extent) {
  const days = Math.min(span.end - span.start, extent.end - extent.start);
  const start = Math.min(Math.max(span.start, extent.start), extent.end - days);
  return { start, end: start + days };
}

/** The part in sight moved just so far that the window can be seen. @param {Span} span @param {Span} window @param {Span} extent */
export function following(span, window, extent) {
  if (window.start >= span.start && window.end <= span.end) return span;
  const days = span.end - span.start;
  const start = window.start < span.start ? window.start : window.end - days;
  return within({ start, end: start + days }, extent);
}
