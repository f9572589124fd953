/** The Leaflet map: our own base map, the controls, and where one looks. */

import { element } from "../lib/dom.js";
import { addBasemap } from "./basemap.js";
import { L } from "./leaflet.js";

/** @typedef {import("../state/types.js").MapView} MapView */

/** Panes from below to above; an area never lies over a point. */
const PANES = { basemap: 210, soft: 340, hatch: 345, area: 350, areas: 355, names: 360, ring: 410, point: 420, symbols: 425, marks: 430 };

/** Syria and Iraq: where to look before anything is known. */
const HOME = [
  [29, 35],
  [38, 49],
];

const MARGIN = 40;

/**
 * @param {HTMLElement} container @param {any} config  of the page
 * @param {(view: MapView) => void} onMove
 */
export function createMapView(container, config, onMove) {
  const map = L.map(container, {
    attributionControl: false,
    zoomControl: false,
    minZoom: 3,
    maxZoom: config.tiles ? 18 : 14,
    maxBounds: [
      [-85, -210],
      [85, 210],
    ],
    maxBoundsViscosity: 0.8,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  for (const [name, zIndex] of Object.entries(PANES)) map.createPane(name).style.zIndex = String(zIndex);
  container.setAttribute("aria-label", config.words.map_label);
  container.setAttribute("role", "region");
  addControls(map, config);
  map.fitBounds(HOME);
  // Our pages send no referrer to others; tile servers refuse who does not say where the map stands.
  if (config.tiles) L.tileLayer(config.tiles.url, { referrerPolicy: "strict-origin" }).addTo(map);
  else addBasemap(map, config.basemap);
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    // Clamped: the centre may pass the antimeridian, which no link could name.
    onMove({ zoom: map.getZoom(), latitude: lat, longitude: Math.max(-180, Math.min(180, lng)) });
  });

  return {
    map,
    /** @param {MapView} view */
    look(view) {
      map.setView([view.latitude, view.longitude], view.zoom, { animate: false });
    },
    /** @param {number} latitude @param {number} longitude @param {number} radius  metres */
    goTo(latitude, longitude, radius) {
      map.fitBounds(L.latLng(latitude, longitude).toBounds(Math.max(4000, radius * 3)), { maxZoom: 12 });
    },
    /** @param {{west: number, south: number, east: number, north: number}} box  degrees */
    fit({ west, south, east, north }) {
      const corners = [
        [south, west],
        [north, east],
      ];
      map.fitBounds(corners, { maxZoom: 9, padding: [24, 24], animate: false });
    },
    /**
     * Brings a spot into sight, beside what covers the map.
     * @param {number} latitude @param {number} longitude @param {Element} cover
     */
    reveal(latitude, longitude, cover) {
      const [mine, other] = [container.getBoundingClientRect(), cover.getBoundingClientRect()];
      // A sheet covers the map from below, a panel from its side.
      const isSheet = other.width > mine.width * 0.8;
      const below = isSheet ? Math.max(0, mine.bottom - other.top) : 0;
      const right = !isSheet && !config.right_to_left ? mine.right - other.left : 0;
      const left = !isSheet && config.right_to_left ? other.right - mine.left : 0;
      map.panInside([latitude, longitude], {
        paddingTopLeft: [left + MARGIN, 60],
        paddingBottomRight: [right + MARGIN, Math.min(below, mine.height - 120) + MARGIN],
      });
    },
    /** @returns {{west: number, south: number, east: number, north: number}} degrees */
    box() {
      const bounds = map.getBounds();
      return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
    },
  };
}

/** @param {any} map @param {any} config */
function addControls(map, config) {
  const { words, right_to_left: rightToLeft } = config;
  L.control
    .zoom({
      position: rightToLeft ? "topright" : "topleft",
      zoomInTitle: words.zoom_in,
      zoomOutTitle: words.zoom_out,
    })
    .addTo(map);
  addScale(map, config.language);
  const Credits = L.Control.extend({
    onAdd: () =>
      element(
        "p",
        { class: "map-credits", dir: "auto" },
        ...(config.tiles?.credit ? [`${config.tiles.credit} · `] : []),
        element("a", { href: `${config.urls.method}#licences` }, words.credits),
      ),
  });
  new Credits({ position: "bottomright" }).addTo(map);
}

/** Leaflet's own says km in every language. @param {any} map @param {string} language */
function addScale(map, language) {
  const formats = ["meter", "kilometer"].map((unit) => new Intl.NumberFormat(`${language}-u-nu-latn`, { style: "unit", unit }));
  const Scale = L.Control.Scale.extend({
    /** @param {number} longest  metres that there is room for */
    _updateMetric(longest) {
      const metres = this._getRoundNum(longest);
      const words = metres < 1000 ? formats[0].format(metres) : formats[1].format(metres / 1000);
      this._updateScale(this._mScale, words, metres / longest);
    },
  });
  new Scale({ position: "bottomleft", imperial: false }).addTo(map);
}
