// The form of a place of the gazetteer: its map, the areas that it may lie in, and places that bear its name already.
import { jsonOf } from "../lib/dom.js";
import { drawnNumbers } from "./drawn_numbers.js";
import { suggestBelow } from "./suggestions.js";
import { filled } from "./words.js";

const config = jsonOf("map-config");
const form = document.querySelector("[data-place]");
const { input, write, lookAt } = drawnNumbers(form, config);

suggestBelow(input("parent_name"), `${config.urls.places}?areas=1`, {
  onType: () => write({ parent_id: "" }),
  onChoose(place) {
    write({ parent_id: place.id, parent_name: place.shown });
    lookAt(place);
  },
});

if (form.dataset.known === "show") {
  for (const box of form.querySelectorAll("[data-place-name]")) {
    suggestBelow(box, config.urls.places, {
      onChoose: (place) => { window.location.href = filled(config.urls.place, { place: place.id }); },
    });
  }
}

if (config.around) lookAt(config.around);
