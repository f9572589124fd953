/** Keeps the state in the address bar: the back button undoes choices, not each pixel of a pan. */

import { afterRest } from "../lib/timing.js";
import { differ } from "../state/criteria.js";
import { searchOf } from "../state/url.js";

/** @typedef {import("../state/types.js").State} State */

/** @param {any} store @param {(search: string) => void} onBack */
export function createAddress(store, onBack) {
  let isHeld = false;
  const replaceSoon = afterRest(() => isHeld || write("replaceState"), 250);

  /** @param {"pushState" | "replaceState"} method */
  function write(method) {
    const search = searchOf(store.state);
    if (search === location.search) return;
    history[method](null, "", location.pathname + search);
    carryOver(search);
  }

  /** The same view in the other language. @param {string} search */
  function carryOver(search) {
    for (const link of document.querySelectorAll(".language-switch a")) {
      link.setAttribute("href", /** @type {HTMLAnchorElement} */ (link).pathname + search);
    }
  }

  store.subscribe((/** @type {State} */ now, /** @type {State} */ before) => {
    if (isHeld) return;
    if (now.selected !== before.selected || differ(now.filter, before.filter)) write("pushState");
    else replaceSoon();
  });
  addEventListener("popstate", () => {
    onBack(location.search);
    carryOver(location.search);
  });

  return {
    /** Nothing is written while a brush is dragged or time plays … */
    hold() {
      if (isHeld) return;
      // What came just before belongs to the step before: a late write would put the first of the drag in its place.
      write("replaceState");
      isHeld = true;
    },
    /** … and then one step for all of it. */
    release() {
      isHeld = false;
      write("pushState");
    },
  };
}
