/** The whole state in the address: a link shows exactly what its sender saw. Names are those of the API where it has one. */

import { NOTHING, criteriaOf, writeCriteria } from "./criteria.js";
import { dayOf, isoOf } from "./dates.js";
import { SPEEDS, USUAL } from "./playing.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").MapView} MapView */

/** @type {State} */
export const INITIAL = { filter: { ...NOTHING, window: null }, shown: null, playing: USUAL, view: null, selected: "" };

/** @param {string | null} from @param {string | null} to @returns {Span | null} */
function spanOf(from, to) {
  const start = dayOf(from);
  const end = dayOf(to);
  return start === null || end === null || start > end ? null : { start, end };
}

/** @param {string | null} from @param {string | null} to @param {Span | null} extent @returns {Span | null} */
function windowOf(from, to, extent) {
  if (from !== null && to !== null) return spanOf(from, to);
  if (from === null && to === null) return null;
  return extent && spanOf(from ?? isoOf(extent.start), to ?? isoOf(extent.end));
}

/** @param {string | null} text  zoom/latitude/longitude @returns {MapView | null} */
function viewOf(text) {
  const [zoom, latitude, longitude] = (text ?? "").split("/").map((part) => (part === "" ? NaN : Number(part)));
  const isView = zoom >= 0 && zoom <= 20 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isView ? { zoom, latitude, longitude } : null;
}

/**
 * What cannot be understood is left out: an old or mangled link still opens the map.
 * @param {string} search @param {Partial<Record<import("./criteria.js").Coded, string[]>>} known  the codes that there are
 * @param {Span | null} [extent]  all days that there are: the other side of a link that names one day alone
 * @returns {State}
 */
export function stateOf(search, known, extent = null) {
  const query = new URLSearchParams(search);
  const [from, to] = (query.get("timeline") ?? "").split("/");
  return {
    filter: {
      ...criteriaOf(query, known),
      window: windowOf(query.get("from"), query.get("to"), extent),
    },
    shown: spanOf(from ?? null, to ?? null),
    playing: playingOf(query),
    view: viewOf(query.get("map")),
    selected: /^[A-Z0-9-]{1,20}$/.test(query.get("incident") ?? "") ? String(query.get("incident")) : "",
  };
}

/** @param {URLSearchParams} query */
function playingOf(query) {
  const speed = Number(query.get("speed"));
  return {
    isCumulative: query.get("cumulative") === "1",
    speed: SPEEDS.includes(speed) ? speed : USUAL.speed,
    isLooping: query.get("loop") === "1",
  };
}

/** The filter alone, which the list and the API understand as well. @param {import("./types.js").Filter} filter */
function queryOf(filter) {
  const query = new URLSearchParams();
  if (filter.window) {
    query.set("from", isoOf(filter.window.start));
    query.set("to", isoOf(filter.window.end));
  }
  writeCriteria(filter, query);
  return query;
}

/** @param {URLSearchParams} query @returns {string} empty or starting with a question mark */
function written(query) {
  // Slashes and commas are allowed in a query and make the link readable.
  const text = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** @param {import("./types.js").Filter} filter @returns {string} empty or starting with a question mark */
export function filterSearchOf(filter) {
  return written(queryOf(filter));
}

/** @param {State} state @returns {string} empty or starting with a question mark */
export function searchOf({ filter, shown, playing, view, selected }) {
  const query = queryOf(filter);
  if (selected) query.set("incident", selected);
  if (shown) query.set("timeline", `${isoOf(shown.start)}/${isoOf(shown.end)}`);
  if (view) query.set("map", `${view.zoom}/${view.latitude.toFixed(4)}/${view.longitude.toFixed(4)}`);
  if (playing.isCumulative) query.set("cumulative", "1");
  if (playing.speed !== USUAL.speed) query.set("speed", String(playing.speed));
  if (playing.isLooping) query.set("loop", "1");
  return written(query);
}
