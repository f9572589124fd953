/**
 * Django-leaflet's geometry field on our own map: move a point, draw an area.
 *
 * Its own template would start it from an inline script; here the settings come as JSON beside the map. Leaflet.draw
 * runs as a module, so in strict mode: `showArea`, whose code is not strict, stays off.
 */

import { L } from "./leaflet.js";
import "../../leaflet/draw/leaflet.draw.js";
import "../../leaflet/leaflet.forms.js";
import { createMapView } from "./map_view.js";
import { addTownLabels } from "./town_labels.js";

const POINT = L.divIcon({ className: "drawn-point", iconSize: [22, 22] });
// L.Icon.Default looks for its picture under a name that hashed static files do not have.
L.Marker.mergeOptions({ icon: POINT });

const DrawnPlace = L.GeometryField.extend({
  _controlDrawOptions() {
    return {
      position: "topleft",
      edit: { featureGroup: this.drawnItems },
      draw: {
        polyline: false,
        rectangle: false,
        circle: false,
        circlemarker: false,
        marker: { icon: POINT },
        polygon: { allowIntersection: false, showArea: false },
      },
    };
  },
  // The map looks where the place is, see `show` below; alone, a point would zoom in as far as the map goes.
  _setView() {},
});

/**
 * @param {HTMLElement} root  the widget @param {any} config
 * @param {(geometry: any) => void} onDrawn  with GeoJSON, or null when it was deleted
 */
export function createDrawnPlace(root, config, onDrawn) {
  const settings = JSON.parse(root.querySelector("script[type='application/json']").textContent);
  speak(settings.words);
  const { map } = createMapView(root.querySelector("[data-map]"), config, () => {});
  if (!config.tiles) addTownLabels(map, config.urls.towns);
  // Djoptions' decimals: about a metre.
  const field = new DrawnPlace({ ...settings, modifiable: true, field_store_class: L.FieldStore, precision: 5 });
  const store = root.querySelector("textarea");
  field.addTo(map);
  const reach = L.circle([0, 0], { radius: 0, interactive: false, className: "drawn-reach" });

  function changed() {
    makeDraggable();
    onDrawn(store.value ? JSON.parse(store.value) : null);
  }

  function makeDraggable() {
    field.drawnItems.eachLayer((/** @type {any} */ layer) => {
      if (!(layer instanceof L.Marker) || layer.isDragged) return;
      layer.isDragged = true;
      layer.dragging?.enable();
      layer.on("dragend", () => {
        field.store.save(field.drawnItems);
        changed();
      });
    });
  }

  map.on("draw:created draw:edited draw:deleted", changed);
  makeDraggable();

  return {
    /** Puts the geometry there as if it had been drawn; null empties the map. @param {any} geometry */
    put(geometry) {
      field.drawnItems.clearLayers();
      if (geometry) field.drawnItems.addLayer(L.GeoJSON.geometryToLayer(geometry));
      field.store.save(field.drawnItems);
      makeDraggable();
    },
    /** The circle that says how far the truth may lie. @param {number | null} latitude @param {number | null} longitude @param {number} radius  metres */
    reach(latitude, longitude, radius) {
      reach.remove();
      if (latitude !== null && longitude !== null && radius > 0) reach.setLatLng([latitude, longitude]).setRadius(radius).addTo(map);
    },
    /** @param {number} latitude @param {number} longitude @param {number} radius  metres */
    look(latitude, longitude, radius) {
      map.fitBounds(L.latLng(latitude, longitude).toBounds(2 * radius + 20_000), { maxZoom: 11, animate: false });
    },
    show() {
      map.invalidateSize();
      const bounds = L.latLngBounds([]);
      if (field.drawnItems.getLayers().length) bounds.extend(field.drawnItems.getBounds());
      if (map.hasLayer(reach)) bounds.extend(reach.getBounds());
      if (bounds.isValid()) map.fitBounds(bounds, { maxZoom: 11, padding: [24, 24], animate: false });
    },
  };
}

/** Leaflet.draw in the page's language. @param {Record<string, string>} words */
function speak(words) {
  const { draw, edit } = L.drawLocal;
  Object.assign(draw.toolbar.actions, { title: words.cancel, text: words.cancel });
  Object.assign(draw.toolbar.finish, { title: words.finish, text: words.finish });
  Object.assign(draw.toolbar.undo, { title: words.undo, text: words.undo });
  Object.assign(draw.toolbar.buttons, { marker: words.point, polygon: words.area });
  draw.handlers.marker.tooltip.start = words.pointHint;
  Object.assign(draw.handlers.polygon.tooltip, { start: words.areaStart, cont: words.areaContinue, end: words.areaEnd });
  draw.handlers.polyline.error = words.crossing;
  Object.assign(edit.toolbar.actions.save, { title: words.save, text: words.save });
  Object.assign(edit.toolbar.actions.cancel, { title: words.cancel, text: words.cancel });
  Object.assign(edit.toolbar.actions.clearAll, { title: words.remove, text: words.remove });
  Object.assign(edit.toolbar.buttons, { edit: words.edit, editDisabled: words.edit, remove: words.remove, removeDisabled: words.remove });
  Object.assign(edit.handlers.edit.tooltip, { text: words.editHint, subtext: "" });
  edit.handlers.remove.tooltip.text = words.removeHint;
}
