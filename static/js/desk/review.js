// The review page: text, map and claims follow one another.
import { jsonOf } from "../lib/dom.js";
import { createDeskMap } from "../map/desk_map.js";
import { candidates } from "./candidates.js";
import { claims } from "./claims.js";
import { keys } from "./keys.js";
import { marking } from "./marking.js";
import { watch } from "./progress.js";

const config = jsonOf("map-config");
const help = document.querySelector("[data-help]");

function start(root) {
  let current = null;
  const shapes = JSON.parse(root.querySelector("#review-shapes").textContent);
  const map = createDeskMap(root.querySelector("[data-review-map]"), shapes, config, (claim) => current?.focusById(claim));
  current = claims(root, { onFocus: (claim) => map.show(claim) });
  marking(root, { focusedClaim: current.focused, config });
  candidates(root, config);
  watch(root, { onFinished: renew });
  for (const button of root.querySelectorAll("[data-show-help]")) {
    button.hidden = false;
    button.addEventListener("click", () => help.showModal());
  }
  return current;
}

async function renew() {
  const answer = await fetch(window.location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("[data-review]").replaceWith(page.querySelector("[data-review]"));
  review = start(document.querySelector("[data-review]"));
}

let review = start(document.querySelector("[data-review]"));
keys({ review: () => review, help });
