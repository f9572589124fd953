/** Playing: the window walks through time by one unit a step, until the end or without one. */

import { byId } from "../lib/dom.js";
import { again, firstWindow, stepped } from "../state/playing.js";

/** @typedef {import("../state/types.js").Span} Span */
/** @typedef {import("../state/types.js").Playing} Playing */

const MILLISECONDS_A_STEP = 700;

/**
 * @param {any} config
 * @param {{extent: () => Span | null, window: () => Span | null, unit: () => any, playing: () => Playing,
 *   onStep: (window: Span) => void, onChoice: (playing: Playing) => void, onStart: () => void, onPause: () => void}} host
 */
export function createPlayer(config, host) {
  const button = byId("play");
  const [speed, cumulative, loop] = ["play-speed", "play-cumulative", "play-loop"].map(byId);
  let isPlaying = false;
  let due = 0;

  const menu = /** @type {HTMLDetailsElement} */ (speed.closest("details"));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });

  /** @param {number} count @returns {boolean} whether there was anywhere to go */
  function step(count) {
    const extent = host.extent();
    if (!extent) return false;
    const window = host.window();
    const { isCumulative } = host.playing();
    // Grown to all dates: no window is shown any more, and that is the end.
    if (isPlaying && !window) return false;
    const next = window ? stepped(window, extent, host.unit(), count, isCumulative) : firstWindow(extent, host.unit(), isCumulative);
    if (next) host.onStep(next);
    return next !== null;
  }

  /** Steps are due by the clock of the frames, so that a slow one is not followed by a burst. @param {number} now */
  function onFrame(now) {
    if (!isPlaying) return;
    requestAnimationFrame(onFrame);
    if (now < due) return;
    due = now + MILLISECONDS_A_STEP / host.playing().speed;
    if (step(1)) return;
    const [window, extent] = [host.window(), host.extent()];
    if (host.playing().isLooping && extent) host.onStep(again(window ?? extent, extent, host.unit(), host.playing().isCumulative));
    else pause();
  }

  function pause() {
    if (!isPlaying) return;
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
    if (!window) host.onStep(firstWindow(extent, host.unit(), host.playing().isCumulative));
    else if (isAtEnd) host.onStep(again(window, extent, host.unit(), host.playing().isCumulative));
    due = performance.now() + MILLISECONDS_A_STEP / host.playing().speed;
    requestAnimationFrame(onFrame);
  }

  /** @param {boolean} now */
  function show(now) {
    isPlaying = now;
    button.setAttribute("aria-pressed", String(now));
    byId("play-label").textContent = now ? config.words.pause : config.words.play;
  }

  const choose = () =>
    host.onChoice({ speed: Number(speed.value), isCumulative: cumulative.checked, isLooping: loop.checked });
  for (const input of [speed, cumulative, loop]) input.addEventListener("change", choose);
  button.addEventListener("click", () => (isPlaying ? pause() : play()));
  byId("step-back").addEventListener("click", () => (pause(), step(-1)));
  byId("step-forward").addEventListener("click", () => (pause(), step(1)));
  return {
    pause,
    isPlaying: () => isPlaying,
    /** @param {Playing} playing */
    showChoice({ speed: chosen, isCumulative, isLooping }) {
      speed.value = String(chosen);
      cumulative.checked = isCumulative;
      loop.checked = isLooping;
    },
  };
}
