// One place of the claim's form: the name box that asks the gazetteer, the numbers, and the map follow one another.
import { createDrawnPlace } from "../map/drawn_place.js";
import { afterRest } from "../lib/timing.js";
import { numberIn } from "./numbers.js";
import { placeLine, placesNamed } from "./places.js";

// Of these the gazetteer has the boundary: the service takes position, radius and area from there.
const WITH_BOUNDARY = ["adm1", "adm2", "region", "country"];

export function placeRow(row, config) {
  const input = (name) => row.querySelector(`[name$="-${name}"]`);
  const drawnRoot = row.querySelector("[data-drawn-place]");
  let drawn = null;

  function onDrawn(geometry) {
    input("forget_area").checked = false;
    if (geometry?.type === "Point") {
      write({ longitude: geometry.coordinates[0], latitude: geometry.coordinates[1] });
      reach();
    } else {
      // An area gives centre and radius itself; nothing drawn is no position.
      write({ longitude: "", latitude: "", radius_m: "" });
      reach();
    }
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
  suggest(row, input("name"), config, (place) => {
    const known = { name: place.name, place_id: place.id, precision: place.precision };
    if (WITH_BOUNDARY.includes(place.precision)) {
      write({ ...known, latitude: "", longitude: "", radius_m: "" });
      drawn?.put(null);
      drawn?.reach(place.latitude, place.longitude, place.radius_m);
    } else {
      write({ ...known, latitude: place.latitude, longitude: place.longitude, radius_m: place.radius_m });
      onNumbers();
    }
    drawn?.show();
  });
  row.closest("details")?.addEventListener("toggle", start);
  start();
}

function suggest(row, box, config, onChoose) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.hidden = true;
  box.after(list);
  const ask = afterRest(async () => {
    const words = box.value.trim();
    if (words.length < 2) {
      list.hidden = true;
      return;
    }
    const places = await placesNamed(config.urls.places, words).catch(() => []);
    list.replaceChildren(...places.map((place) => suggestion(place, list, onChoose)));
    list.hidden = places.length === 0;
  }, 200);
  box.addEventListener("input", () => {
    row.querySelector('[name$="-place_id"]').value = "";
    ask();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list.hidden = true;
    if (event.key === "ArrowDown" && !list.hidden) {
      event.preventDefault();
      list.querySelector("button")?.focus();
    }
  });
  row.addEventListener("focusout", (event) => { if (!list.contains(event.relatedTarget) && event.relatedTarget !== box) list.hidden = true; });
}

function suggestion(place, list, onChoose) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.append(placeLine(place));
  button.addEventListener("click", () => {
    list.hidden = true;
    onChoose(place);
  });
  item.append(button);
  return item;
}
