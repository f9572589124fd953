/**
 * What drawing needs of the incidents with a position of their own, side by side and by themselves: a quarter of all,
 * which every frame of a pan goes through.
 */

import { surenessOf } from "./sureness.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./places.js").Drawn} Drawn */

const SURENESS = 4;
const FORM = 6;

/** Of `look`. @param {number} look */
export const kindIn = (look) => look & 15;
/** @param {number} look */
export const surenessIn = (look) => (look >> SURENESS) & 3;
/** @param {number} look */
export const formIn = (look) => look >> FORM;

/**
 * @typedef {object} Positions  by index into the columns' `own`
 * @property {Uint32Array} x  units
 * @property {Uint32Array} y
 * @property {Uint32Array} radius  metres
 * @property {Uint16Array} look  kind, sureness and form
 */

/** @param {Columns} columns  all of whose own rows there is room for @returns {Positions} */
export function createPositions({ own }) {
  const size = own.row.length;
  return { x: new Uint32Array(size), y: new Uint32Array(size), radius: new Uint32Array(size), look: new Uint16Array(size) };
}

/** @param {Positions} positions @param {Columns} columns @param {Drawn} places @param {number} from  the first that is new */
export function addPositions(positions, columns, places, from) {
  const { own, x, y, radius, first, last, kind, place } = columns;
  for (let index = from; index < own.count; index += 1) {
    const row = own.row[index];
    positions.x[index] = x[row];
    positions.y[index] = y[row];
    positions.radius[index] = radius[row];
    positions.look[index] = kind[row] | (surenessOf(first, last, row) << SURENESS) | (places.form[place[row]] << FORM);
  }
}
