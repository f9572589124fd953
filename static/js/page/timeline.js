/** The timeline below the map: chart, brush, buttons and the window in words. */

import { byId, show, write } from "../lib/dom.js";
import { atMostEvery, READABLE } from "../lib/timing.js";
import { plus, startOf } from "../state/dates.js";
import { windowWords } from "../state/format.js";
import { extentOf } from "../state/histogram.js";
import { following, within, zoomed } from "../state/timescale.js";
import { createBrush } from "./brush.js";
import { createPlayer } from "./player.js";
import { createTimelineChart } from "./timeline_chart.js";

/** @typedef {import("../state/columns.js").Columns} Columns */
/** @typedef {import("../state/types.js").Span} Span */

const CLOSER = 0.5;

/** @param {any} config @param {any} store @param {{hold: () => void, release: () => void}} address @param {() => void} onPause */
export function createTimeline(config, store, address, onPause) {
  const container = byId("timeline-chart");
  const chart = createTimelineChart(container, config);
  /** @type {{columns: Columns, passes: Uint8Array} | null} */
  let shown = null;
  /** @type {Span | null} */
  let extent = null;
  /** @type {any} */
  let unit = "month";
  /** @type {any} */
  let scale = null;
  let width = 0;
  /** While playing the bars keep their scale. @type {number | null} */
  let pinned = null;

  const brush = createBrush(container, config, {
    onDrag(window) {
      player.pause();
      address.hold();
      setWindow(window);
    },
    onDone: () => address.release(),
  });
  const player = createPlayer(config, {
    extent: () => extent,
    window: () => store.state.filter.window,
    unit: () => unit,
    playing: () => store.state.playing,
    onStep: setWindow,
    onChoice: (playing) => store.set({ playing }),
    onStart() {
      address.hold();
      pinned = shown && extent && chart.highest(shown.columns, shown.passes, extent, unit);
      drawBars();
    },
    onPause() {
      address.release();
      pinned = null;
      drawBars();
      onPause();
    },
  });

  byId("all-dates").addEventListener("click", () => {
    player.pause();
    store.set({ filter: { ...store.state.filter, window: null }, shown: null });
  });
  byId("timeline-closer").addEventListener("click", () => zoom(CLOSER));
  byId("timeline-wider").addEventListener("click", () => zoom(1 / CLOSER));
  container.addEventListener(
    "wheel",
    (event) => {
      if (!extent) return;
      event.preventDefault();
      const span = store.state.shown ?? extent;
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const days = Math.round((event.deltaX / container.clientWidth) * (span.end - span.start)) * (config.right_to_left ? -1 : 1);
        look(within({ start: span.start + days, end: span.end + days }, extent));
      } else {
        zoom(event.deltaY < 0 ? 0.8 : 1.25, event.clientX - container.getBoundingClientRect().left);
      }
    },
    { passive: false },
  );

  /** @param {number} factor @param {number} [x]  where to zoom; without it the middle of the window */
  function zoom(factor, x) {
    if (!extent) return;
    const span = store.state.shown ?? extent;
    const { window } = store.state.filter;
    const middle = window ?? span;
    const about = x === undefined ? (middle.start + middle.end) / 2 : scale.day(x);
    look(zoomed(span, extent, Math.max(span.start, Math.min(span.end, about)), factor));
  }

  /** @param {Span} span */
  function look(span) {
    const isAll = extent && span.start <= extent.start && span.end >= extent.end;
    store.set({ shown: isAll ? null : span });
  }

  /** @param {Span} window */
  function setWindow(window) {
    const isAll = extent && window.start <= extent.start && window.end >= extent.end;
    const { shown: sight, filter } = store.state;
    store.set({
      filter: { ...filter, window: isAll ? null : window },
      shown: sight && extent && !isAll ? following(sight, window, extent) : sight,
    });
  }

  function inSight() {
    const { shown: sight } = store.state;
    return extent && (sight ? within(sight, extent) : extent);
  }

  function drawBars() {
    const span = inSight();
    if (!shown || !span) return;
    ({ scale, unit, width } = chart.draw(shown.columns, shown.passes, span, pinned));
    drawWindow();
  }

  const drawWords = atMostEvery(() => {
    const { window } = store.state.filter;
    write(byId("window-label"), windowWords(window, config.language, config.words));
    if (extent) brush.tell(extent, window);
  }, READABLE);

  /** A step in time: the bars stay. */
  function drawWindow() {
    const { filter, shown: sight, playing } = store.state;
    drawWords();
    show(byId("all-dates"), Boolean(filter.window || sight));
    player.showChoice(playing);
    const span = inSight();
    if (!span || !extent || !scale) return;
    chart.shade(filter.window);
    brush.draw(span, extent, filter.window, unit, scale, width);
  }

  return {
    /**
     * After the filters have changed, or more incidents have arrived.
     * @param {Columns} columns @param {Uint8Array} passes  by row, the filters other than the window
     * @param {Span | null} days  from the first day of all incidents to the last, where that is known already
     */
    show(columns, passes, days = extentOf(columns)) {
      shown = { columns, passes };
      extent = days && { start: startOf("month", days.start), end: plus("month", startOf("month", days.end), 1) - 1 };
      container.hidden = !extent;
      if (extent) drawBars();
      else drawWindow();
    },
    drawBars,
    drawWindow,
    pause: player.pause,
    isPlaying: player.isPlaying,
  };
}
