// Places of the gazetteer by name: suggestions below a box, or the other candidates of an ambiguous name.
import { element } from "../lib/dom.js";
import { fetchJson } from "../lib/fetching.js";

export async function placesNamed(url, words, name = "") {
  const asked = new URLSearchParams({ q: words, name });
  return (await fetchJson(`${url}${url.includes("?") ? "&" : "?"}${asked}`)).places;
}

// By a button alone: the words leave this site. `{places, problems}`; each place says who gave it.
export async function placesElsewhere(url, words) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ q: words }) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

export function placeLine(place) {
  const where = [place.kind_label, place.admin1, place.country].filter(Boolean).join(" · ");
  return element("span", {}, element("bdi", {}, place.shown), " ", element("span", { class: "soft" }, where));
}
