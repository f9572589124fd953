/** Names of the largest towns in sight, from our own gazetteer, in the page's language. */

import { element } from "../lib/dom.js";
import { fetchJson } from "../lib/fetching.js";
import { chosenLabels, tilesOf } from "../state/labels.js";
import { L } from "./leaflet.js";

/** @param {any} map @param {string} template  address with {z}, {x}, {y} */
export function addTownLabels(map, template) {
  const names = L.layerGroup().addTo(map);
  /** @type {Map<string, Promise<any[]>>} */
  const kept = new Map();
  let latest = 0;

  /** @param {{zoom: number, x: number, y: number}} tile */
  function townsOf({ zoom, x, y }) {
    const url = template.replace("{z}", String(zoom)).replace("{x}", String(x)).replace("{y}", String(y));
    if (!kept.has(url)) {
      // A tile that failed is asked for again the next time.
      const towns = fetchJson(url).then((answer) => answer.towns);
      kept.set(url, towns.catch(() => (kept.delete(url), [])));
    }
    return kept.get(url);
  }

  async function draw() {
    const turn = (latest += 1);
    const bounds = map.getBounds();
    const box = { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
    const towns = (await Promise.all(tilesOf(box, map.getZoom()).map(townsOf))).flat();
    if (turn !== latest) return;
    const placed = towns.map(([name, latitude, longitude, population]) => {
      const { x, y } = map.latLngToContainerPoint([latitude, longitude]);
      return { name, latitude, longitude, population, x, y };
    });
    const { x: width, y: height } = map.getSize();
    names.clearLayers();
    for (const town of chosenLabels(placed, width, height)) names.addLayer(labelOf(town));
  }

  map.on("moveend", draw);
  draw();
}

/** @param {import("../state/labels.js").Town} town */
function labelOf(town) {
  const className = `map-name${town.population >= 500_000 ? " is-large" : ""}`;
  const icon = L.divIcon({ className, html: element("span", { dir: "auto" }, town.name), iconSize: null });
  return L.marker([town.latitude, town.longitude], { icon, pane: "names", interactive: false, keyboard: false });
}
