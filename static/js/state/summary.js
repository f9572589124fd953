/** The figures beside the map: how many, how many of them without a date, and which cannot be drawn, by reason. */

import { UNDATED } from "./columns.js";
import { FORM } from "./places.js";

/** @typedef {import("./collection.js").Collection} Collection */
/** @typedef {{count: number, rows: number[]}} Some  how many there are, and the newest of them */

/** The places that no point or boundary can stand for; the drawer lists them, always. */
export const NOT_ON_THE_MAP = ["region", "country", "unknown"];

/**
 * @param {Collection} collection  after `select` @param {number} most  rows of each list
 * @returns {{dated: number, undated: Some, offMap: Map<string, Some>}} `offMap` by precision, empty ones too
 */
export function summaryOf({ columns, places, dictionary, tally }, most) {
  const offMap = new Map(NOT_ON_THE_MAP.map((reason) => [reason, { count: 0, rows: /** @type {number[]} */ ([]) }]));
  const undated = { count: 0, rows: /** @type {number[]} */ ([]) };
  const reasons = Array.from({ length: places.count }, (_, at) => {
    const precision = dictionary.precisions[places.precision[at]];
    // A place that should have a position and has none is as good as unknown.
    return offMap.get(precision) ?? (places.form[at] === FORM.NONE ? offMap.get("unknown") : undefined);
  });
  for (let index = 0; index < tally.size; index += 1) {
    const row = tally.rows[index];
    const off = reasons[columns.place[row]];
    if (off) {
      off.count += 1;
      off.rows.push(row);
    }
    if (columns.first[row] === UNDATED) {
      undated.count += 1;
      undated.rows.push(row);
    }
  }
  for (const some of [undated, ...offMap.values()]) some.rows = some.rows.sort((one, other) => one - other).slice(0, most);
  return { dated: tally.size - undated.count, undated, offMap };
}
