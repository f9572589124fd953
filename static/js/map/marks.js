/** What is selected and what has the focus, around its symbol. */

import { ringsOf } from "../state/areas.js";
import { FORM } from "../state/places.js";
import { radiusOf } from "../state/symbols.js";

const AROUND = 3;

/**
 * @param {any} context @param {import("../state/symbols.js").Shown} shown
 * @param {{selected: number, focused: number}} marked  rows @param {import("../state/symbols.js").View} view
 * @param {any} palette @param {number} ratio
 */
export function drawMarks(context, shown, marked, view, palette, ratio) {
  context.clearRect(0, 0, view.width, view.height);
  for (const [row, colour, dash] of [
    [marked.focused, palette.focus, [4 * ratio, 3 * ratio]],
    [marked.selected, palette.ink, []],
  ]) {
    if (row < 0 || !isShown(shown, row)) continue;
    const path = outlineOf(shown, row, view, ratio);
    if (!path) continue;
    context.setLineDash([]);
    Object.assign(context, { strokeStyle: palette.halo_css, lineWidth: 5 * ratio });
    context.stroke(path);
    context.setLineDash(dash);
    Object.assign(context, { strokeStyle: colour, lineWidth: 2.5 * ratio });
    context.stroke(path);
  }
}

/** @param {import("../state/symbols.js").Shown} shown @param {number} row */
function isShown({ tally }, row) {
  const at = tally.rows.indexOf(row);
  return at >= 0 && at < tally.size;
}

/** @param {import("../state/symbols.js").Shown} shown @param {number} row @param {any} view @param {number} ratio */
function outlineOf({ columns, places, outlines }, row, view, ratio) {
  const place = columns.place[row];
  const form = places.form[place];
  if (form === FORM.NONE) return null;
  const path = new Path2D();
  if (form === FORM.AREA) {
    for (const ring of ringsOf(place, places, outlines, view)) {
      for (let at = 0; at < ring.length; at += 2) path[at ? "lineTo" : "moveTo"](ring[at], ring[at + 1]);
      path.closePath();
    }
    return path;
  }
  const radius = radiusOf(form, columns.radius[row], columns.y[row], view) + AROUND * ratio;
  path.arc(Math.floor(columns.x[row] * view.scale) - view.left + 0.5, Math.floor(columns.y[row] * view.scale) - view.top + 0.5, radius, 0, 2 * Math.PI);
  return path;
}
