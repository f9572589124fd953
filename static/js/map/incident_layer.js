/** Incidents on the map, each stack drawn by its precision. */

import { element } from "../lib/dom.js";
import { classesOf, isTooSmall, ringPixels, SMALLEST, stacksOf } from "../state/drawing.js";
import { L } from "./leaflet.js";
import { hatchFill } from "./patterns.js";

/** @typedef {import("../state/types.js").Incident} Incident */

/**
 * @param {any} map  Leaflet's
 * @param {(incidents: Incident[]) => void} onChoose  with all that the clicked symbol stands for
 * @param {(incidents: Incident[]) => string[]} describe  lines for the tooltip
 */
export function createIncidentLayer(map, onChoose, describe) {
  /** @type {Map<string, {signature: string, layer: any, incidents: Incident[]}>} */
  let drawn = new Map();
  let selected = "";

  map.on("zoomend", () => {
    for (const { layer } of drawn.values()) layer.fitTo?.(map.getZoom());
    select(selected);
  });

  /** @param {string} code  or empty */
  function select(code) {
    selected = code;
    for (const { layer, incidents } of drawn.values()) {
      const isSelected = incidents.some((incident) => incident.code === code);
      layer.eachLayer((/** @type {any} */ part) => part.getElement?.()?.classList.toggle("is-selected", isSelected));
    }
  }

  return {
    /** Draws just these; what is drawn already and did not change is left alone. @param {Incident[]} incidents */
    show(incidents) {
      const next = new Map();
      for (const stack of stacksOf(incidents)) {
        const signature = stack.incidents.map((incident) => incident.code).join(" ");
        const before = drawn.get(stack.key);
        if (before?.signature === signature) {
          next.set(stack.key, before);
          continue;
        }
        before?.layer.remove();
        const layer = layerOf(stack, map.getZoom());
        layer.on("click", () => onChoose(stack.incidents));
        layer.bindTooltip(() => element("div", { dir: "auto" }, ...describe(stack.incidents).map((line) => element("p", {}, line))), {
          sticky: true,
          opacity: 1,
        });
        layer.addTo(map);
        next.set(stack.key, { signature, layer, incidents: stack.incidents });
      }
      for (const [key, { layer }] of drawn) if (!next.has(key)) layer.remove();
      drawn = next;
      select(selected);
    },
    select,
  };
}

/** @param {import("../state/drawing.js").Stack} stack @param {number} zoom */
function layerOf(stack, zoom) {
  const [incident] = stack.incidents;
  const spot = [incident.latitude, incident.longitude];
  const options = { pane: stack.shape, className: classesOf(stack), bubblingMouseEvents: false };
  const group = L.featureGroup();
  if (stack.shape === "point" || stack.shape === "ring") {
    const isRing = stack.shape === "ring";
    const radius = isRing ? ringPixels(incident.radius ?? 0, incident.latitude ?? 0, zoom) : 7;
    const circle = L.circleMarker(spot, { ...options, radius: stack.incidents.length > 1 ? Math.max(radius, 9) : radius });
    group.addLayer(circle);
    if (isRing) {
      group.fitTo = (/** @type {number} */ now) => circle.setRadius(ringPixels(incident.radius ?? 0, incident.latitude ?? 0, now));
    }
    if (stack.incidents.length > 1) group.addLayer(countOf(stack, spot));
    return group;
  }
  if (stack.shape === "hatch") Object.assign(options, { fillColor: hatchFill(kindOf(stack)) });
  const area = incident.area
    ? L.geoJSON(incident.area, { pane: stack.shape, style: options, bubblingMouseEvents: false }).getLayers()[0]
    : L.circle(spot, { ...options, radius: incident.radius ?? 0 });
  const halo = L.circleMarker(spot, { ...options, radius: SMALLEST });
  // One instead of the other: a tiny area inside its halo would look like a pin.
  group.fitTo = (/** @type {number} */ now) => {
    const [shown, hidden] = isTooSmall(incident.radius ?? 0, incident.latitude ?? 0, now) ? [halo, area] : [area, halo];
    group.removeLayer(hidden).addLayer(shown);
  };
  group.fitTo(zoom);
  return group;
}

/** @param {import("../state/drawing.js").Stack} stack */
function kindOf(stack) {
  const kinds = new Set(stack.incidents.map((incident) => incident.kind));
  return kinds.size === 1 ? stack.incidents[0].kind : "mixed";
}

/** @param {import("../state/drawing.js").Stack} stack @param {any} spot */
function countOf(stack, spot) {
  const html = element("span", {}, String(stack.incidents.length));
  const icon = L.divIcon({ className: `stack-count shape-${stack.shape}`, html, iconSize: null });
  return L.marker(spot, { icon, pane: "counts", interactive: false, keyboard: false });
}
