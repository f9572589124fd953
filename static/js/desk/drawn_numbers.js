// Latitude, longitude and radius beside a map on which the place is drawn: each follows the other.
import { createDrawnPlace } from "../map/drawn_place.js";
import { numberIn } from "./numbers.js";

export function drawnNumbers(row, config) {
  const input = (name) => row.querySelector(`[name$="-${name}"]`);
  const drawnRoot = row.querySelector("[data-drawn-place]");
  let drawn = null;

  function onDrawn(geometry) {
    input("forget_area").checked = false;
    if (geometry?.type === "Point") {
      write({ longitude: geometry.coordinates[0], latitude: geometry.coordinates[1] });
    } else {
      // An area gives centre and radius itself; nothing drawn is no position.
      write({ longitude: "", latitude: "", radius_m: "" });
    }
    reach();
  }

  function write(values) {
    for (const [name, value] of Object.entries(values)) input(name).value = value;
  }

  function numbers() {
    const [latitude, longitude, radius] = ["latitude", "longitude", "radius_m"].map((name) => numberIn(input(name).value));
    return { latitude, longitude, radius };
  }

  function reach() {
    const { latitude, longitude, radius } = numbers();
    drawn?.reach(latitude, longitude, radius ?? 0);
  }

  function onNumbers() {
    const { latitude, longitude } = numbers();
    const isOnEarth = latitude !== null && longitude !== null && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    drawn?.put(isOnEarth ? { type: "Point", coordinates: [longitude, latitude] } : null);
    reach();
    drawn?.show();
  }

  function start() {
    if (drawn || !drawnRoot.offsetParent) return;
    drawn = createDrawnPlace(drawnRoot, config, onDrawn);
    if (!JSON.parse(drawnRoot.querySelector("textarea").value || "{}").coordinates) onNumbers();
    reach();
    drawn.show();
  }

  for (const name of ["latitude", "longitude"]) input(name).addEventListener("change", onNumbers);
  input("radius_m").addEventListener("change", reach);
  input("forget_area").addEventListener("change", (event) => { if (event.target.checked) onNumbers(); });
  drawnRoot.closest("details")?.addEventListener("toggle", start);
  start();

  return {
    input,
    write,
    /** Takes position and radius of a place. @param {{latitude: number, longitude: number, radius_m: number | null}} place */
    moveTo({ latitude, longitude, radius_m }) {
      write({ latitude, longitude, radius_m: radius_m ?? "" });
      onNumbers();
    },
    /** Leaves the numbers empty and shows where the place lies. @param {{latitude: number, longitude: number, radius_m: number}} place */
    showOnly({ latitude, longitude, radius_m }) {
      write({ latitude: "", longitude: "", radius_m: "" });
      drawn?.put(null);
      drawn?.reach(latitude, longitude, radius_m);
      drawn?.show();
    },
    /** Looks there while nothing is drawn. @param {{latitude: number, longitude: number, radius_m: number}} place */
    lookAt({ latitude, longitude, radius_m }) {
      if (numbers().latitude === null && !drawnRoot.querySelector("textarea").value) drawn?.look(latitude, longitude, radius_m);
    },
  };
}
