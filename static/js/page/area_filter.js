/** The buttons that filter by a part of the map: drawn by its corners, or what is in view. */

import { byId } from "../lib/dom.js";
import { createAreaDrawing } from "../map/area_drawing.js";

/**
 * @param {any} map @param {any} layer  of the incidents, which are not clicked while one draws @param {any} store
 * @param {(asked: {polygon: [number, number][]}) => void} onAsk
 */
export function createAreaFilter(map, layer, store, onAsk) {
  const [draw, view, clear, help] = ["area-draw", "area-view", "area-clear", "area-help"].map(byId);
  const drawing = createAreaDrawing(map, {
    onDone: (polygon) => onAsk({ polygon }),
    onChange(isDrawing) {
      draw.setAttribute("aria-pressed", String(isDrawing));
      help.hidden = !isDrawing;
      layer.rest(isDrawing);
    },
  });
  draw.addEventListener("click", drawing.toggle);
  view.addEventListener("click", () => onAsk({ polygon: drawing.view() }));
  clear.addEventListener("click", () => onAsk({ polygon: [] }));

  const show = () => {
    const { polygon } = store.state.filter;
    drawing.show(polygon);
    clear.hidden = !polygon.length;
  };
  store.subscribe((/** @type {any} */ now, /** @type {any} */ before) => {
    if (now.filter.polygon !== before.filter.polygon) show();
  });
  show();
}
