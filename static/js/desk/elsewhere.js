// Asking other geocoders for a place that the gazetteer lacks, where the site names some; each answer says who gave it.
import { element } from "../lib/dom.js";
import { placesElsewhere } from "./places.js";
import { filled } from "./words.js";

/** A button after the box; `wordsOf` gives what is asked, `onChoose` gets the place that was chosen. */
export function askElsewhere(box, { urls, words, others }, { wordsOf, onChoose }) {
  if (!urls.elsewhere) return;
  const list = element("ul", { class: "other-places", "aria-live": "polite" });
  list.hidden = true;
  const button = element("button", { type: "button", class: "small-button ask-elsewhere", click: ask }, filled(words.ask_others, { services: others }));
  box.after(button, list);

  async function ask() {
    const asked = wordsOf().trim();
    if (!asked) {
      box.focus();
      return;
    }
    button.disabled = true;
    list.hidden = false;
    list.replaceChildren(element("li", {}, words.looking));
    try {
      const { places, problems } = await placesElsewhere(urls.elsewhere, asked);
      list.replaceChildren(...places.map((place) => element("li", {}, choice(place))), ...problems.map(problemLine));
      if (!places.length && !problems.length) list.replaceChildren(element("li", {}, words.others_know_nothing));
    } catch {
      list.replaceChildren(element("li", {}, words.failed));
    }
    button.disabled = false;
  }

  function choice(place) {
    const giver = [place.service, place.credit].filter(Boolean).join(" · ");
    return element(
      "button",
      { type: "button", class: "quiet", click: () => choose(place) },
      element("span", {}, element("bdi", {}, place.name), " ", element("span", { class: "soft" }, place.precision_label, " · ", element("bdi", {}, giver))),
    );
  }

  function choose(place) {
    list.hidden = true;
    onChoose(place);
    box.focus();
  }

  function problemLine(problem) {
    return element("li", { class: "error" }, filled(words.no_answer, { problem }));
  }
}
