/** Playing: the window walks through time by one unit a step, until the end. */

import { emptyBins } from "../state/bins.js";
import { shifted } from "../state/dates.js";
import { byId } from "../lib/dom.js";

/** @typedef {import("../state/types.js").Span} Span */

const MILLISECONDS_A_STEP = 700;
const STEPS_OF_A_FIRST_WINDOW = 12;

/**
 * @param {any} config
 * @param {{extent: () => Span | null, window: () => Span | null, unit: () => any,
 *   onStep: (window: Span) => void, onStart: () => void, onPause: () => void}} host
 */
export function createPlayer(config, host) {
  const button = byId("play");
  /** @type {ReturnType<typeof setInterval> | null} */
  let timer = null;

  /** A window to begin with: about a twelfth of all that there is. @param {Span} extent @returns {Span} */
  function firstWindow(extent) {
    const unit = host.unit();
    const count = Math.max(1, Math.round(emptyBins(extent, unit).length / STEPS_OF_A_FIRST_WINDOW));
    const [first] = emptyBins(extent, unit);
    return { start: first.start, end: shifted(first, unit, count - 1).end };
  }

  /** @param {number} count @returns {boolean} whether there was anywhere to go */
  function step(count) {
    const extent = host.extent();
    if (!extent) return false;
    const window = host.window();
    const next = window ? shifted(window, host.unit(), count) : firstWindow(extent);
    if (next.start > extent.end || next.end < extent.start) return false;
    host.onStep(next);
    return true;
  }

  function pause() {
    if (timer === null) return;
    clearInterval(timer);
    timer = null;
    show(false);
    host.onPause();
  }

  function play() {
    const extent = host.extent();
    if (!extent) return;
    const window = host.window();
    const isAtEnd = window !== null && window.end >= extent.end;
    host.onStart();
    show(true);
    if (!window || isAtEnd) host.onStep(firstWindow(extent));
    timer = setInterval(() => {
      if (!step(1)) pause();
    }, MILLISECONDS_A_STEP);
  }

  /** @param {boolean} isPlaying */
  function show(isPlaying) {
    button.setAttribute("aria-pressed", String(isPlaying));
    byId("play-label").textContent = isPlaying ? config.words.pause : config.words.play;
  }

  button.addEventListener("click", () => (timer === null ? play() : pause()));
  byId("step-back").addEventListener("click", () => (pause(), step(-1)));
  byId("step-forward").addEventListener("click", () => (pause(), step(1)));
  return { pause };
}
