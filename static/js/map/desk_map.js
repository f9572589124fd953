/** The review page's map: the proposed places of all claims, those of the focused one in front. */

import { element } from "../lib/dom.js";
import { ringPixels, shapeOf } from "../state/drawing.js";
import { L } from "./leaflet.js";
import { createMapView } from "./map_view.js";
import { hatchFill, hatchPatterns } from "./patterns.js";
import { addTownLabels } from "./town_labels.js";

/**
 * @typedef {{claim: number, kind: string, latitude: number, longitude: number, radius_m: number, precision: string,
 *   area: any, main: boolean, role: string, label: string}} Shape
 */

/**
 * @param {HTMLElement} container @param {Shape[]} shapes @param {any} config
 * @param {(claim: number) => void} onChoose
 */
export function createDeskMap(container, shapes, config, onChoose) {
  const { map } = createMapView(container, config, () => {});
  const kinds = [...new Set(shapes.map((shape) => shape.kind))];
  container.append(hatchPatterns(kinds));
  if (!config.tiles) addTownLabels(map, config.urls.towns);
  const drawn = shapes.map((shape) => ({ shape, layer: layerOf(shape, map).addTo(map) }));
  for (const { shape, layer } of drawn) {
    layer.bindTooltip(() => element("bdi", { dir: "auto" }, shape.label), { sticky: true, opacity: 1 });
    layer.on("click", () => onChoose(shape.claim));
  }
  map.on("zoomend", () => {
    for (const { shape, layer } of drawn) layer.setRadius?.(pixels(shape, map) ?? layer.getRadius());
  });

  return {
    /** Brings the claim's places to the front and its main one into sight. @param {number} claim */
    show(claim) {
      const bounds = L.latLngBounds([]);
      const hasMain = shapes.some((shape) => shape.claim === claim && shape.main);
      for (const { shape, layer } of drawn) {
        const isOf = shape.claim === claim;
        layer.getElement?.()?.classList.toggle("is-selected", isOf);
        layer.eachLayer?.((/** @type {any} */ part) => part.getElement()?.classList.toggle("is-selected", isOf));
        if (!isOf) continue;
        layer.bringToFront();
        // "Eastern Syria" beside a village would leave of the village a speck.
        if (hasMain && !shape.main) continue;
        bounds.extend(L.latLng(shape.latitude, shape.longitude).toBounds(2 * shape.radius_m + 20_000));
        if (shape.area) bounds.extend(L.geoJSON(shape.area).getBounds());
      }
      if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: 10, padding: [16, 16], animate: false });
    },
  };
}

/** @param {Shape} shape @param {any} map */
function pixels(shape, map) {
  const drawnAs = shapeOf(shape.precision);
  if (drawnAs === "point") return 7;
  return drawnAs === "ring" ? ringPixels(shape.radius_m, shape.latitude, map.getZoom()) : null;
}

/** @param {Shape} shape @param {any} map */
function layerOf(shape, map) {
  // A country has no symbol in public; here its outline still shows the editor what was understood.
  const drawnAs = shapeOf(shape.precision) || "soft";
  const style = { className: `incident shape-${drawnAs} kind-${shape.kind} of-${shape.role}`, pane: drawnAs };
  const spot = [shape.latitude, shape.longitude];
  const radius = pixels(shape, map);
  if (radius !== null) return L.circleMarker(spot, { ...style, radius });
  if (drawnAs === "hatch") Object.assign(style, { fillColor: hatchFill(shape.kind) });
  return shape.area ? L.geoJSON(shape.area, { style, pane: drawnAs }) : L.circle(spot, { ...style, radius: shape.radius_m });
}
