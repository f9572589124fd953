// The form of a place of the gazetteer: its map, the areas that it may lie in, and places that bear its name already.
import { jsonOf } from "../lib/dom.js";
import { drawnNumbers } from "./drawn_numbers.js";
import { askElsewhere } from "./elsewhere.js";
import { suggestBelow } from "./suggestions.js";
import { filled } from "./words.js";

const config = jsonOf("map-config");
const form = document.querySelector("[data-place]");
const { input, write, lookAt, moveTo } = drawnNumbers(form, config);

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

askElsewhere(input("name"), config, {
  wordsOf: () => input("name").value || input("name_ar")?.value || "",
  onChoose(place) {
    moveTo(place);
    // Who said so stands in the record, with the licence that goes with it.
    write({ source_url: place.url, reason: [place.service, place.credit].filter(Boolean).join(", ") });
  },
});

if (config.around) lookAt(config.around);
