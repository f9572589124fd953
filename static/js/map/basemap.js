/**
 * Land and borders, drawn once a tile: while one pans, a tile that is there only moves. (As one SVG the coasts of the
 * world were clipped and painted anew after each move: the largest part of a frame.)
 */

import { fetchJson } from "../lib/fetching.js";
import { pixelsAUnit } from "../state/mercator.js";
import { outlineOf } from "../state/polygons.js";
import { L } from "./leaflet.js";

/** Pixels: fewer and larger than those of pictures from a server. */
const TILE = 512;
const WORLD = 2 ** 32;
/** File → how it is drawn: colours of the style sheet. */
const DRAWN = [
  { name: "countries", fill: "--map-land", line: "--map-border", dash: [] },
  { name: "admin1_lines", fill: "", line: "--map-line", dash: [4, 3] },
];

const Basemap = L.GridLayer.extend({
  options: { tileSize: TILE, pane: "basemap", noWrap: false, updateWhenZooming: false, keepBuffer: 1 },

  /** @param {Record<string, string>} urls */
  initialize(urls) {
    /** @type {{outline: any, path: Path2D, drawn: any}[][]} */
    this.layers = DRAWN.map(() => []);
    this.loading = DRAWN.map(async (drawn, index) => {
      if (!urls[drawn.name]) return;
      try {
        const { features } = await fetchJson(urls[drawn.name]);
        this.layers[index] = features.map((/** @type {any} */ feature) => pieceOf(feature.geometry, Boolean(drawn.fill)));
        this.redraw();
      } catch (error) {
        console.warn("the base map could not be loaded", error);
      }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  },

  /** @param {{x: number, y: number, z: number}} coords */
  createTile(coords) {
    const ratio = globalThis.devicePixelRatio || 1;
    const canvas = L.DomUtil.create("canvas");
    Object.assign(canvas, { width: TILE * ratio, height: TILE * ratio });
    const context = canvas.getContext("2d");
    const scale = pixelsAUnit(coords.z, ratio);
    // Around the antimeridian the same land is there again.
    const across = Math.floor((coords.x * TILE * ratio) / (WORLD * scale)) * WORLD * scale;
    const [left, top] = [coords.x * TILE * ratio - across, coords.y * TILE * ratio];
    const style = getComputedStyle(document.documentElement);
    DRAWN.forEach(({ fill, line, dash }, index) => {
      context.fillStyle = style.getPropertyValue(fill || line).trim();
      context.strokeStyle = style.getPropertyValue(line).trim();
      context.lineWidth = ratio;
      context.setLineDash(dash.map((length) => length * ratio));
      for (const { outline, path } of this.layers[index]) {
        if (outline.east * scale < left - 2 || outline.west * scale > left + TILE * ratio + 2) continue;
        if (outline.south * scale < top - 2 || outline.north * scale > top + TILE * ratio + 2) continue;
        const moved = new Path2D();
        moved.addPath(path, new DOMMatrix([scale, 0, 0, scale, outline.west * scale - left, outline.north * scale - top]));
        if (fill) context.fill(moved);
        context.stroke(moved);
      }
    });
    return canvas;
  },
});

/** @param {any} geometry  GeoJSON @param {boolean} isArea */
function pieceOf(geometry, isArea) {
  const lines = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
  const outline = outlineOf(isArea ? geometry : { type: "Polygon", coordinates: lines });
  const path = new Path2D();
  for (const ring of outline.rings) {
    // From the outline's own corner, since a path keeps single precision.
    for (let at = 0; at < ring.length; at += 2) {
      const [x, y] = [ring[at] - outline.west, ring[at + 1] - outline.north];
      if (at) path.lineTo(x, y);
      else path.moveTo(x, y);
    }
    if (isArea) path.closePath();
  }
  return { outline, path };
}

/** Land and borders as they arrive; the map works without them. @param {any} map @param {Record<string, string>} urls */
export function addBasemap(map, urls) {
  new Basemap(urls).addTo(map);
}
