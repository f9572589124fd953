/** How the incidents of each place are drawn: from its precision, and whether they share the spot. */

import { OFF_MAP, OWN } from "./columns.js";
import { shapeOf } from "./drawing.js";

/** What is drawn: nothing, a disc of real size, a point, a town's ring, or an area that its incidents share. */
export const FORM = { NONE: 0, DISC: 1, POINT: 2, RING: 3, AREA: 4 };

/** Precisions that no point or boundary can stand for: the drawer lists them, always. */
export const NOT_ON_THE_MAP = ["region", "country", "unknown"];

/** @type {Record<string, number>} */
const FORMS = { point: FORM.POINT, area: FORM.DISC, ring: FORM.RING, hatch: FORM.AREA, soft: FORM.AREA };

/**
 * @typedef {object} Drawn  one value for each place
 * @property {Uint8Array} form  of FORM
 * @property {Uint8Array} standsAlone  1 where each of its incidents is drawn at a position of its own
 * @property {string[]} shape  as in drawing.js
 * @property {Uint32Array} group  the first of all places that are drawn the same: on one spot, as large, with one outline
 * @property {Uint32Array} areas  the places that are drawn as an area, one of each group
 * @property {string[]} drawer  the precision under which the drawer lists what no point or boundary can stand for
 * @property {Uint32Array} listed  the places that the drawer lists, one of each group
 */

/**
 * @param {import("./columns.js").Places} places @param {string[]} precisions  of the dictionary
 * @returns {import("./columns.js").Places & Drawn}
 */
export function drawnPlaces(places, precisions) {
  const { count, where, precision, area, x, y, radius } = places;
  const form = new Uint8Array(count);
  const standsAlone = new Uint8Array(count);
  const shape = Array.from({ length: count }, (_, at) => (where[at] === OFF_MAP ? "" : shapeOf(precisions[precision[at]])));
  for (let at = 0; at < count; at += 1) {
    form[at] = FORMS[shape[at]] ?? FORM.NONE;
    standsAlone[at] = Number(form[at] !== FORM.NONE && where[at] === OWN);
    // A desert has an outline, which all that is near it share.
    if (form[at] === FORM.DISC && area[at] >= 0 && !standsAlone[at]) form[at] = FORM.AREA;
  }
  const drawer = Array.from({ length: count }, (_, at) => {
    const code = precisions[precision[at]];
    if (NOT_ON_THE_MAP.includes(code)) return code;
    // A place that should have a position and has none is as good as unknown.
    return form[at] === FORM.NONE ? "unknown" : "";
  });
  /** @type {Map<string, number>} */
  const known = new Map();
  const group = Uint32Array.from({ length: count }, (_, at) => {
    const key = standsAlone[at] ? `own ${at}` : [form[at], drawer[at], shape[at], x[at], y[at], radius[at], area[at]].join(" ");
    if (!known.has(key)) known.set(key, at);
    return /** @type {number} */ (known.get(key));
  });
  const areas = Uint32Array.from([...new Set(group)].filter((at) => form[at] === FORM.AREA));
  const listed = Uint32Array.from([...new Set(group)].filter((at) => drawer[at]));
  return { ...places, form, standsAlone, shape, group, areas, drawer, listed };
}
