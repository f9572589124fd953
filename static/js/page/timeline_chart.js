/** The histogram: one bar a bin, stacked by kind, what only may have happened in it lighter on top. */

import { emptyBins, unitFor } from "../state/bins.js";
import { dayWords, fill, spanWords } from "../state/format.js";
import { histogramOf } from "../state/histogram.js";
import { timescale } from "../state/timescale.js";
import { svgElement } from "../lib/dom.js";

/** @typedef {import("../state/collection.js").Collection} Collection */
/** @typedef {import("../state/types.js").Span} Span */

const AXIS = 20;
const TOP = 12;
const NARROWEST_BAR = 4;
const LABEL_WIDTH = 58;

/**
 * @param {HTMLElement} container @param {any} config
 */
export function createTimelineChart(container, config) {
  const svg = svgElement("svg", { "aria-hidden": "true" });
  container.append(svg);

  const bars = svgElement("g");
  const shade = svgElement("g");
  const axis = svgElement("g");
  svg.append(bars, shade, axis);
  /** Of what the bars were drawn; while only the window moves they stay. */
  let drawn = "";
  let unit = "month";
  /** @type {unknown} */
  let drawnFor = null;

  return {
    /**
     * @param {Collection} collection  after `select`
     * @param {string} asked  of the incidents, beside the window @param {Span} span  in sight @param {Span | null} window
     */
    draw(collection, asked, span, window) {
      const width = container.clientWidth;
      const height = container.clientHeight;
      const floor = height - AXIS;
      const scale = timescale(span, width, config.right_to_left);
      const now = [width, height, span.start, span.end, collection.columns.count, collection.manifest.version].join();
      if (now !== drawn || asked !== drawnFor) {
        drawn = now;
        drawnFor = asked;
        unit = unitFor(span, Math.max(12, Math.floor(width / NARROWEST_BAR)));
        const bins = binsOf(collection, span, /** @type {any} */ (unit));
        const most = Math.max(1, ...bins.map((bin) => bin.total));
        const pixels = (floor - TOP) / most;
        svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
        bars.replaceChildren(...bins.flatMap((bin) => barsOf(bin, collection.dictionary.kinds, scale, floor, pixels, config)));
        axis.replaceChildren(
          svgElement("line", { class: "axis-line", x1: 0, x2: width, y1: floor, y2: floor }),
          ...ticks(bins, unit, scale, width, height, config),
          svgElement(
            "text",
            { class: "axis-text", x: config.right_to_left ? width : 0, y: 10, "text-anchor": endOf(config.right_to_left) },
            fill(config.words.most, { count: bins.length ? most : 0 }),
          ),
        );
      }
      shade.replaceChildren(...shades(window, span, scale, width, floor));
      return { scale, unit };
    },
  };
}

/** @param {Collection} collection @param {Span} span @param {import("../state/types.js").Unit} unit */
function binsOf({ columns, sieve, dictionary }, span, unit) {
  const kinds = dictionary.kinds.length;
  const bins = emptyBins(span, unit);
  const { certain, possible, totals } = histogramOf(columns, sieve.passes, bins, kinds);
  return bins.map((bin, index) => {
    const part = (/** @type {Uint32Array} */ counts) => counts.subarray(index * kinds, (index + 1) * kinds);
    return { ...bin, certain: part(certain), possible: part(possible), total: totals[index] };
  });
}

/** The text's edge that lies at x; in SVG `end` is the right one here, since the chart itself is left to right. */
function endOf(/** @type {boolean} */ rightToLeft) {
  return rightToLeft ? "end" : "start";
}

/** @param {any} bin @param {string[]} kinds @param {any} scale @param {number} floor @param {number} pixels @param {any} config */
function barsOf(bin, kinds, scale, floor, pixels, config) {
  const [left, right] = sides(scale.x(bin.start), scale.x(bin.end + 1));
  const parts = [];
  let top = floor;
  for (const [counts, className] of [
    [bin.certain, "bar"],
    [bin.possible, "bar possible"],
  ]) {
    for (const [number, kind] of kinds.entries()) {
      const height = counts[number] * pixels;
      if (!height) continue;
      top -= height;
      const box = { x: left + 0.5, y: top, width: Math.max(1, right - left - 1), height };
      parts.push(svgElement("rect", { class: `${className} kind-${kind}`, ...box }));
    }
  }
  if (!parts.length) return [];
  const dates = spanWords(bin, config.language, "short");
  const title = svgElement("title", {}, fill(config.words.bin, { dates, count: bin.total }));
  return [svgElement("g", { "data-start": bin.start, "data-total": bin.total }, title, ...parts)];
}

/** What lies outside the window, dimmed. @param {Span | null} window @param {Span} span @param {any} scale @param {number} width @param {number} height */
function shades(window, span, scale, width, height) {
  if (!window) return [];
  const first = Math.max(span.start, Math.min(span.end + 1, window.start));
  const last = Math.max(span.start, Math.min(span.end + 1, window.end + 1));
  const [left, right] = sides(scale.x(first), scale.x(last));
  return [
    svgElement("rect", { class: "outside", x: 0, y: 0, width: left, height }),
    svgElement("rect", { class: "outside", x: right, y: 0, width: width - right, height }),
  ];
}

/** @param {any[]} bins @param {string} unit @param {any} scale @param {number} width @param {number} height @param {any} config */
function ticks(bins, unit, scale, width, height, config) {
  const parts = [];
  let free = -Infinity;
  const inPlace = config.right_to_left ? [...bins].reverse() : bins;
  // Years and, where there is room, months carry a name; weeks and days are named by their first.
  const major = inPlace.filter((bin) => unit === "year" || isFirstOfYear(bin) || unit !== "month");
  const named = major.length > 1 ? major : inPlace;
  for (const bin of named) {
    const x = scale.x(bin.start);
    const text = tickWords(bin, unit, major.length > 1, config.language);
    const left = config.right_to_left ? x - LABEL_WIDTH : x;
    if (left < free || left < 0 || left + LABEL_WIDTH > width + 20) continue;
    free = left + LABEL_WIDTH;
    const anchor = endOf(config.right_to_left);
    const offset = config.right_to_left ? -3 : 3;
    parts.push(
      svgElement("line", { class: "grid-line", x1: x, x2: x, y1: height - AXIS, y2: height - AXIS + 6 }),
      svgElement("text", { class: "axis-text", x: x + offset, y: height - 6, "text-anchor": anchor }, text),
    );
  }
  return parts;
}

/** @param {any} bin @param {string} unit @param {boolean} isMajor @param {string} language */
function tickWords(bin, unit, isMajor, language) {
  if (unit === "year" || (unit === "month" && isMajor)) return dayWords(bin.start, language, "year");
  return dayWords(bin.start, language, unit === "month" ? "month" : "dayTick");
}

/** @param {{start: number}} bin */
function isFirstOfYear(bin) {
  return new Date(bin.start * 86_400_000).getUTCMonth() === 0;
}

/** @param {number} one @param {number} other @returns {[number, number]} */
function sides(one, other) {
  return one < other ? [one, other] : [other, one];
}
