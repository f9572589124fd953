/** Drawing an area by its corners, and the outline of the one that filters. */

import { MOST_CORNERS, cornerOf } from "../state/criteria.js";
import { L } from "./leaflet.js";

/** Pixels within which a click means the first corner. */
const NEAR = 12;

/**
 * @param {any} map
 * @param {{onDone: (corners: [number, number][]) => void, onChange: (isDrawing: boolean) => void}} events  corners are
 *   longitude and latitude in degrees; none where it was given up
 */
export function createAreaDrawing(map, { onDone, onChange }) {
  const container = map.getContainer();
  /** @type {[number, number][]} */
  let corners = [];
  let isDrawing = false;
  const options = { interactive: false, className: "drawn-area" };
  const sketch = L.polyline([], { ...options, className: "drawn-area is-sketch" });
  const shown = L.polygon([], options);

  const spot = (/** @type {[number, number]} */ [longitude, latitude]) => [latitude, longitude];
  const redraw = () => sketch.setLatLngs(corners.map(spot));

  /** @param {any} event */
  function onClick({ latlng, containerPoint }) {
    const { lng, lat } = latlng.wrap();
    const first = corners.length >= 3 && map.latLngToContainerPoint(spot(corners[0]));
    if (first && first.distanceTo(containerPoint) <= NEAR) return close();
    corners = [...corners, cornerOf(lng, lat)];
    redraw();
    if (corners.length === MOST_CORNERS) close();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const target = /** @type {Element} */ (event.target);
    // Whoever types or presses another button means that.
    if (event.key !== "Escape" && target !== document.body && !container.contains(target) && !target.matches("[aria-pressed=true]")) return;
    if (event.key === "Escape") stop();
    else if (event.key === "Enter" && corners.length >= 3) close();
    else if (event.key === "Backspace") {
      corners = corners.slice(0, -1);
      redraw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function close() {
    const done = corners;
    stop();
    onDone(done);
  }

  function stop() {
    isDrawing = false;
    corners = [];
    sketch.remove();
    map.off("click", onClick);
    document.removeEventListener("keydown", onKey, true);
    container.classList.remove("is-drawing");
    map.doubleClickZoom.enable();
    onChange(false);
  }

  function begin() {
    isDrawing = true;
    redraw();
    sketch.addTo(map);
    map.on("click", onClick);
    document.addEventListener("keydown", onKey, true);
    container.classList.add("is-drawing");
    map.doubleClickZoom.disable();
    onChange(true);
  }

  return {
    toggle: () => (isDrawing ? stop() : begin()),
    isDrawing: () => isDrawing,
    /** The outline of what filters. @param {[number, number][]} polygon  none: nothing is shown */
    show(polygon) {
      shown.setLatLngs(polygon.map(spot));
      if (polygon.length) shown.addTo(map);
      else shown.remove();
    },
    /** The corners of what the map shows. @returns {[number, number][]} */
    view() {
      const bounds = map.getBounds();
      const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
      return [cornerOf(west, south), cornerOf(east, south), cornerOf(east, north), cornerOf(west, north)];
    },
  };
}
