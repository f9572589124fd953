// One place of the claim's form: the name box that asks the gazetteer, the numbers, and the map follow one another.
import { drawnNumbers } from "./drawn_numbers.js";
import { askElsewhere } from "./elsewhere.js";
import { suggestBelow } from "./suggestions.js";

// Of these the gazetteer has the boundary: the service takes position, radius and area from there.
const WITH_BOUNDARY = ["adm1", "adm2", "region", "country"];

export function placeRow(row, config) {
  const { input, write, moveTo, showOnly } = drawnNumbers(row, config);
  suggestBelow(input("name"), config.urls.places, {
    onType: () => write({ place_id: "" }),
    onChoose(place) {
      write({ name: place.name, place_id: place.id, precision: place.precision });
      if (WITH_BOUNDARY.includes(place.precision)) showOnly(place);
      else moveTo(place);
    },
  });
  askElsewhere(input("name"), config, {
    wordsOf: () => input("name").value || input("text").value,
    onChoose(place) {
      write({ name: input("name").value || place.name.slice(0, 200), place_id: "", precision: place.precision });
      moveTo(place);
    },
  });
}
