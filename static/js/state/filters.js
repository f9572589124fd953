/** What is shown, and the counts that say so. Dates filter by overlap. */

import { overlaps } from "./dates.js";

/** @typedef {import("./types.js").Incident} Incident */
/** @typedef {import("./types.js").Filter} Filter */
/** @typedef {import("./types.js").Span} Span */

/** The places that no point or boundary can stand for; the drawer lists them, always. */
export const NOT_ON_THE_MAP = ["region", "country", "unknown"];

/** @param {Incident} incident @param {Filter} filter */
export function isOfKind(incident, filter) {
  return !filter.kind.length || filter.kind.includes(incident.kind);
}

/**
 * Whether it happened, or may have happened, in the window. One without a date may have happened at any time within
 * its bounds.
 * @param {Incident} incident @param {Span | null} window
 */
export function isInWindow(incident, window) {
  if (!window) return true;
  if (incident.start !== null && incident.end !== null) {
    return overlaps({ start: incident.start, end: incident.end }, window);
  }
  return (incident.notBefore ?? -Infinity) <= window.end && (incident.notAfter ?? Infinity) >= window.start;
}

/** @param {Incident[]} incidents @param {Filter} filter */
export function shownOf(incidents, filter) {
  return incidents.filter((incident) => isOfKind(incident, filter) && isInWindow(incident, filter.window));
}

/** @param {Incident} incident */
export function isUndated(incident) {
  return incident.start === null;
}

/** @param {Incident} incident */
export function isPlaced(incident) {
  return incident.latitude !== null && incident.longitude !== null && !NOT_ON_THE_MAP.slice(1).includes(incident.precision);
}

/**
 * @param {Incident[]} shown  what the filter lets through
 * @returns {{shown: number, undated: Incident[], offMap: Map<string, Incident[]>}} `offMap` by precision, empty ones too
 */
export function figuresOf(shown) {
  const offMap = new Map(NOT_ON_THE_MAP.map((precision) => [precision, /** @type {Incident[]} */ ([])]));
  for (const incident of shown) {
    // A place that should have a position and has none is as good as unknown.
    const reason = isPlaced(incident) || offMap.has(incident.precision) ? incident.precision : "unknown";
    offMap.get(reason)?.push(incident);
  }
  return { shown: shown.length, undated: shown.filter(isUndated), offMap };
}

/**
 * How many there are of each kind within the window, whatever kinds are chosen.
 * @param {Incident[]} incidents @param {Span | null} window @returns {Map<string, number>}
 */
export function countsByKind(incidents, window) {
  const counts = new Map();
  for (const incident of incidents) {
    if (isInWindow(incident, window)) counts.set(incident.kind, (counts.get(incident.kind) ?? 0) + 1);
  }
  return counts;
}

/** Newest first; those without a date last; then by code, so that the order is always the same.
 * @param {Incident} one @param {Incident} other */
export function newestFirst(one, other) {
  const difference = (other.start ?? -Infinity) - (one.start ?? -Infinity);
  return difference || (one.code < other.code ? 1 : -1);
}
