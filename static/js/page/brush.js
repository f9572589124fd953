/** The brush: two handles and the window between them, for pointer and keyboard. */

import { element, setAttribute, show } from "../lib/dom.js";
import { afterRest, onceAFrame } from "../lib/timing.js";
import { plus, shifted, startOf } from "../state/dates.js";
import { dayWords } from "../state/format.js";
import { wholeUnits, within } from "../state/timescale.js";

/** @typedef {import("../state/types.js").Span} Span */

/** Their width in pixels, as in timeline.css. */
const HANDLE = 12;

/**
 * @param {HTMLElement} container  of the chart
 * @param {any} config
 * @param {{onDrag: (window: Span) => void, onDone: () => void}} events
 *   `onDrag` with each new window, `onDone` when the pointer lets go or a key was pressed
 */
export function createBrush(container, config, { onDrag, onDone }) {
  const { words, language, right_to_left: rightToLeft } = config;
  const body = element("div", { class: "brush-window" });
  const handles = {
    start: handle("start", words.window_start),
    end: handle("end", words.window_end),
  };
  container.append(body, handles.start, handles.end);

  /** @type {{span: Span, extent: Span, window: Span, unit: any, scale: any}} */
  let drawn;
  const drag = onceAFrame(onDrag);
  // Several presses in a row are one step to go back to.
  const doneAtRest = afterRest(onDone, 500);

  /** @param {"start" | "end"} side @param {string} label */
  function handle(side, label) {
    return element("div", {
      class: `brush-handle ${side}`,
      hidden: "",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      keydown: (/** @type {KeyboardEvent} */ event) => onKey(event, side),
    });
  }

  /** @param {KeyboardEvent} event @param {"start" | "end"} side */
  function onKey(event, side) {
    const forward = rightToLeft ? "ArrowLeft" : "ArrowRight";
    const backward = rightToLeft ? "ArrowRight" : "ArrowLeft";
    const { window, extent, unit } = drawn;
    const steps = { [forward]: 1, ArrowUp: 1, [backward]: -1, ArrowDown: -1, PageUp: 12, PageDown: -12 }[event.key];
    let next = null;
    if (steps && event.shiftKey) next = within(shifted(window, unit, steps), extent);
    else if (steps) next = moved(window, side, stepped(window, side, unit, steps), extent);
    else if (event.key === "Home") next = moved(window, side, side === "start" ? extent.start : window.start, extent);
    else if (event.key === "End") next = moved(window, side, side === "end" ? extent.end : window.end, extent);
    if (!next) return;
    event.preventDefault();
    onDrag(next);
    doneAtRest();
  }

  container.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !drawn) return;
    const target = /** @type {Element} */ (event.target);
    const side = target === handles.start ? "start" : target === handles.end ? "end" : target === body ? "both" : "new";
    const before = drawn.window;
    const grip = side === "start" || side === "end" ? gripOf(side, event) : 0;
    const origin = dayAt(event, grip);
    container.setPointerCapture(event.pointerId);
    let hasMoved = false;

    const move = (/** @type {PointerEvent} */ moving) => {
      const { unit, extent } = drawn;
      const day = dayAt(moving, grip);
      hasMoved ||= Math.abs(moving.clientX - event.clientX) > 3;
      if (!hasMoved) return;
      if (side === "new") drag(clipped(wholeUnits(origin, day, unit), extent));
      else if (side === "both") drag(within({ start: before.start + day - origin, end: before.end + day - origin }, extent));
      else drag(moved(before, side, side === "start" ? startOf(unit, day) : plus(unit, startOf(unit, day), 1) - 1, extent));
    };
    const stop = () => {
      container.removeEventListener("pointermove", move);
      container.removeEventListener("pointerup", stop);
      container.removeEventListener("pointercancel", stop);
      // A plain click on the chart takes the bin under it.
      if (!hasMoved && side === "new") drag(clipped(wholeUnits(origin, origin, drawn.unit), drawn.extent));
      if (hasMoved || side === "new") requestAnimationFrame(onDone);
    };
    container.addEventListener("pointermove", move);
    container.addEventListener("pointerup", stop);
    container.addEventListener("pointercancel", stop);
  });

  /** @param {PointerEvent} event @param {number} grip */
  function dayAt(event, grip) {
    return drawn.scale.day(event.clientX - grip - container.getBoundingClientRect().left);
  }

  /** How far from the inside of its edge a handle was taken hold of. @param {"start" | "end"} side @param {PointerEvent} event */
  function gripOf(side, event) {
    const { window, scale } = drawn;
    const inside = scale.x(side === "start" ? window.start + 0.5 : window.end + 0.5);
    return event.clientX - container.getBoundingClientRect().left - inside;
  }

  return {
    /**
     * @param {Span} span  in sight @param {Span} extent @param {Span | null} window @param {any} unit @param {any} scale
     * @param {number} width  pixels of the chart
     */
    draw(span, extent, window, unit, scale, width) {
      drawn = { span, extent, window: window ?? extent, unit, scale };
      const [first, last] = [scale.x(drawn.window.start), scale.x(drawn.window.end + 1)];
      show(body, window !== null);
      const [left, right] = [Math.max(0, Math.min(first, last)), Math.min(width, Math.max(first, last))];
      // One pixel wide, as the page lays it out: what moves and stretches it needs no layout.
      body.style.transform = `translateX(${left}px) scaleX(${Math.max(0, right - left)})`;
      for (const [node, x] of /** @type {[HTMLElement, number][]} */ ([
        [handles.start, first],
        [handles.end, last],
      ])) {
        show(node, x >= -1 && x <= width + 1);
        // The handles stand outside the window, so that none of its bars is hidden.
        node.style.transform = `translateX(${x === Math.min(first, last) ? x - HANDLE : x}px)`;
      }
    },
    /** For who does not see it. @param {Span} extent @param {Span | null} window */
    tell(extent, window) {
      const { start, end } = window ?? extent;
      for (const [node, day] of /** @type {[HTMLElement, number][]} */ ([
        [handles.start, start],
        [handles.end, end],
      ])) {
        setAttribute(node, "aria-valuemin", String(extent.start));
        setAttribute(node, "aria-valuemax", String(extent.end));
        setAttribute(node, "aria-valuenow", String(day));
        setAttribute(node, "aria-valuetext", dayWords(day, language));
      }
    },
  };
}

/** @param {Span} window @param {"start" | "end"} side @param {any} unit @param {number} steps */
function stepped(window, side, unit, steps) {
  return side === "start" ? plus(unit, window.start, steps) : plus(unit, window.end + 1, steps) - 1;
}

/** One side moved; it never passes the other. @param {Span} window @param {string} side @param {number} day @param {Span} extent */
function moved(window, side, day, extent) {
  const inside = Math.max(extent.start, Math.min(extent.end, day));
  if (side === "start") return { start: Math.min(inside, window.end), end: window.end };
  return { start: window.start, end: Math.max(inside, window.start) };
}

/** @param {Span} window @param {Span} extent @returns {Span} */
function clipped(window, extent) {
  return { start: Math.max(window.start, extent.start), end: Math.min(window.end, extent.end) };
}
