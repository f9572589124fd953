/** The pointer over the incidents: what it is on, in a tooltip, and what a click chooses. */

import { element } from "../lib/dom.js";
import { onceAFrame } from "../lib/timing.js";
import { areaAt, rowsOf, symbolAt } from "../state/hits.js";
import { L } from "./leaflet.js";

/**
 * @param {any} map @param {any} layer  of the incidents
 * @param {(rows: number[]) => void} onChoose  with all that the clicked symbol stands for, newest first
 * @param {(row: number, count: number) => string[]} describe  lines for the tooltip, of the newest
 */
export function createPointing(map, layer, onChoose, describe) {
  const tooltip = L.tooltip({ opacity: 1, sticky: true, direction: "auto", offset: [12, 0] });
  let pointed = "";

  /** @param {any} point  of the container */
  function hitAt(point) {
    const picture = layer.picture();
    if (!picture || layer.isResting()) return null;
    const { view, sheets, shown } = picture;
    const { x, y } = layer.pixelOf(point);
    return (
      symbolAt(sheets, x, y, view.smallest) ??
      areaAt(shown.places, shown.outlines, shown.tally, (x + view.left + 0.5) / view.scale, (y + view.top + 0.5) / view.scale, view)
    );
  }

  /** @param {any} hit @returns {number[]} */
  function rowsAt(hit) {
    const { view, shown } = layer.picture();
    return rowsOf(hit, shown.columns, shown.positions, shown.places, shown.tally, view);
  }

  function leave() {
    pointed = "";
    tooltip.remove();
    map.getContainer().classList.remove("is-over-incident");
  }

  const point = onceAFrame((/** @type {any} */ event) => {
    if (map.dragging?.moving()) return leave();
    const hit = hitAt(event.containerPoint);
    if (!hit) return leave();
    const name = JSON.stringify(hit);
    tooltip.setLatLng(event.latlng);
    if (name === pointed) return;
    const [newest] = rowsAt(hit);
    if (newest === undefined) return leave();
    pointed = name;
    tooltip.setContent(element("div", { dir: "auto" }, ...describe(newest, hit.count).map((line) => element("p", {}, line))));
    map.openTooltip(tooltip);
    map.getContainer().classList.add("is-over-incident");
  });

  map.on("mousemove", point);
  map.on("mouseout movestart zoomstart", leave);
  map.on("incidentsdrawn", () => {
    pointed = "";
  });
  map.on("click", (/** @type {any} */ event) => {
    const hit = hitAt(event.containerPoint);
    const rows = hit ? rowsAt(hit) : [];
    if (rows.length) onChoose(rows);
  });
}
