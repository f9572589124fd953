/** The figures beside the map: how many, how many of them without a date, and which cannot be drawn, by reason. */

import { Newest } from "./newest.js";
import { NOT_ON_THE_MAP } from "./places.js";

/** @typedef {import("./collection.js").Collection} Collection */

/**
 * @param {Collection} collection  after `select`
 * @returns {{dated: number, certain: number, possible: number, undated: number, offMap: Map<string, number>}}
 *   `offMap` by precision, empty ones too
 */
export function figuresOf({ places, tally, sures }) {
  const offMap = new Map(NOT_ON_THE_MAP.map((reason) => [reason, 0]));
  for (const at of places.listed) {
    const reason = places.drawer[at];
    offMap.set(reason, (offMap.get(reason) ?? 0) + tally.counts[at]);
  }
  return { ...sures, dated: tally.size - sures.undated, offMap };
}

/**
 * The same as lists of rows, the newest first.
 * @param {Collection} collection  after `select` @param {number} most  rows of each list
 * @returns {{undated: number[], offMap: Map<string, number[]>}} `offMap` by precision, empty ones too
 */
export function listsOf({ columns, places, tally }, most) {
  const offMap = new Map(NOT_ON_THE_MAP.map((reason) => [reason, new Newest(most)]));
  const undated = new Newest(most);
  for (let index = 0; index < tally.size; index += 1) {
    const row = tally.rows[index];
    offMap.get(places.drawer[columns.place[row]])?.offer(row);
    if (row >= columns.undatedFrom) undated.offer(row);
  }
  return { undated: undated.rows, offMap: new Map([...offMap].map(([reason, { rows }]) => [reason, rows])) };
}
