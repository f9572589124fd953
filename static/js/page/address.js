/** Keeps the state in the address bar: the back button undoes choices, not each pixel of a pan. */

import { afterRest } from "../lib/timing.js";
import { differ } from "../state/criteria.js";
import { filterSearchOf, searchOf } from "../state/url.js";

/** @typedef {import("../state/types.js").State} State */

const links = (/** @type {string} */ selector) => /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(selector)]);
const LINKS = { other: () => links(".language-switch a"), list: () => links("a[data-carries-filter]") };

/** @param {any} store @param {(search: string) => void} onBack */
export function createAddress(store, onBack) {
  let isHeld = false;
  let isSettling = false;
  const replaceSoon = afterRest(() => isHeld || write("replaceState"), 250);

  /** @param {"pushState" | "replaceState"} method */
  function write(method) {
    const search = searchOf(store.state);
    if (search === location.search) return;
    history[method](null, "", location.pathname + search);
    carryOver(search);
  }

  /** The same view in the other language, and the same incidents in the list. @param {string} search */
  function carryOver(search) {
    for (const link of LINKS.other()) link.search = search;
    for (const link of LINKS.list()) link.search = filterSearchOf(store.state.filter);
  }

  // While time plays the address waits, and a link does not.
  for (const link of [...LINKS.other(), ...LINKS.list()]) {
    for (const kind of ["pointerdown", "click"]) link.addEventListener(kind, () => carryOver(searchOf(store.state)));
  }

  store.subscribe((/** @type {State} */ now, /** @type {State} */ before) => {
    if (isSettling) return;
    // A choice is written also while time plays.
    if (now.selected !== before.selected || differ(now.filter, before.filter)) write("pushState");
    else if (!isHeld) replaceSoon();
  });
  /** What the page sets right by itself is no step to go back to. @param {() => void} change */
  function settle(change) {
    isSettling = true;
    change();
    isSettling = false;
    write("replaceState");
    carryOver(location.search);
  }

  addEventListener("popstate", () => settle(() => onBack(location.search)));

  return {
    settle,
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
      if (!isSettling) write("pushState");
    },
  };
}
