/** The one reader of the snapshot: whoever changes the format changes this module and `publicmap/snapshot.py`. */

import { dayOf } from "./dates.js";

/** @typedef {import("./types.js").Incident} Incident */

/**
 * @typedef {object} Dataset
 * @property {number} version
 * @property {string} changedAt  ISO 8601, or empty
 * @property {Incident[]} incidents
 */

/**
 * @param {any} snapshot  columns of equal length, areas in a list of their own
 * @param {string} language  of the titles and places, where there is one in it
 * @returns {Dataset}
 */
export function datasetOf(snapshot, language) {
  const { columns, areas, kinds } = snapshot;
  const titles = columns[`title_${language}`] ?? columns.title_en;
  const places = columns[`place_${language}`] ?? columns.place_en;
  const incidents = columns.code.map((/** @type {string} */ code, /** @type {number} */ index) => ({
    code,
    title: titles[index] || columns.title_en[index] || code,
    kind: kinds[columns.kind[index]],
    start: dayOf(columns.date_start[index]),
    end: dayOf(columns.date_end[index]),
    datePrecision: columns.date_precision[index],
    notBefore: dayOf(columns.not_before[index]),
    notAfter: dayOf(columns.not_after[index]),
    latitude: columns.latitude[index],
    longitude: columns.longitude[index],
    precision: columns.precision[index],
    radius: columns.radius_m[index],
    area: columns.area[index] === null ? null : areas[columns.area[index]],
    place: places[index],
    killed: columns.killed[index],
    injured: columns.injured[index],
  }));
  return { version: snapshot.version, changedAt: snapshot.changed_at ?? "", incidents };
}
