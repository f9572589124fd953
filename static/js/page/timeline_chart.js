/** The histogram: one bar a bin, stacked by kind, what only may have happened in it lighter on top. */

import { element, svgElement } from "../lib/dom.js";
import { emptyBins, unitFor } from "../state/bins.js";
import { dayWords, fill, spanWords } from "../state/format.js";
import { histogramOf } from "../state/histogram.js";
import { timescale } from "../state/timescale.js";

/** @typedef {import("../state/columns.js").Columns} Columns */
/** @typedef {import("../state/histogram.js").Histogram} Histogram */
/** @typedef {import("../state/types.js").Span} Span */

const AXIS = 20;
const TOP = 12;
const NARROWEST_BAR = 4;
const LABEL_WIDTH = 58;

/**
 * @param {HTMLElement} container @param {any} config
 */
export function createTimelineChart(container, config) {
  const kinds = config.kinds.map((/** @type {[string, string]} */ [code]) => code);
  const paths = ["bar", "bar possible"].flatMap((name) =>
    kinds.map((/** @type {string} */ kind) => svgElement("path", { class: `${name} kind-${kind}` })),
  );
  const bars = svgElement("svg", { "aria-hidden": "true" }, ...paths);
  // Layers of their own: a step moves them, and the bars below need not be painted again.
  const outside = [element("div", { class: "outside" }), element("div", { class: "outside" })];
  const axis = svgElement("svg", { "aria-hidden": "true" });
  const hint = element("p", { class: "bin-hint", hidden: "" });
  container.append(bars, element("div", { class: "outsides" }, ...outside), axis, hint);

  /** @type {{bins: Span[], histogram: Histogram, scale: any, span: Span, width: number} | null} */
  let drawn = null;

  container.addEventListener("pointermove", (event) => showHint(event.clientX));
  container.addEventListener("pointerleave", () => (hint.hidden = true));

  /** @param {number} clientX */
  function showHint(clientX) {
    if (!drawn) return;
    const x = clientX - container.getBoundingClientRect().left;
    const day = drawn.scale.day(x);
    const number = drawn.bins.findIndex((bin) => bin.start <= day && bin.end >= day);
    hint.hidden = number < 0 || x < 0 || x > container.clientWidth;
    if (hint.hidden) return;
    const dates = spanWords(drawn.bins[number], config.language, "short");
    hint.textContent = fill(config.words.bin, { dates, count: drawn.histogram.totals[number] });
    const half = hint.offsetWidth / 2;
    hint.style.left = `${Math.max(half, Math.min(container.clientWidth - half, x))}px`;
  }

  return {
    /** How high the highest bar over all days is; @param {Columns} columns @param {Uint8Array} passes @param {Span} extent @param {any} unit */
    highest: (columns, passes, extent, unit) => Math.max(1, ...histogramOf(columns, passes, emptyBins(extent, unit), kinds.length).totals),
    /**
     * @param {Columns} columns @param {Uint8Array} passes  by row, the filters other than the window
     * @param {Span} span  in sight @param {number | null} most  the scale's upper end where it is held fast
     */
    draw(columns, passes, span, most) {
      const { clientWidth: width, clientHeight: height } = container;
      const unit = unitFor(span, Math.max(12, Math.floor(width / NARROWEST_BAR)));
      const scale = timescale(span, width, config.right_to_left);
      const bins = emptyBins(span, unit);
      const histogram = histogramOf(columns, passes, bins, kinds.length);
      const top = most ?? Math.max(1, ...histogram.totals);
      drawn = { bins, histogram, scale, span, width };
      for (const svg of [bars, axis]) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      barPaths(bins, histogram, kinds.length, scale, height - AXIS, (height - AXIS - TOP) / top).forEach((path, index) =>
        paths[index].setAttribute("d", path),
      );
      const right = config.right_to_left;
      axis.replaceChildren(
        svgElement("line", { class: "axis-line", x1: 0, x2: width, y1: height - AXIS, y2: height - AXIS }),
        ...ticks(bins, unit, scale, width, height, config),
        svgElement(
          "text",
          { class: "axis-text", x: right ? width : 0, y: 10, "text-anchor": endOf(right) },
          fill(config.words.most, { count: most ?? Math.max(0, ...histogram.totals) }),
        ),
      );
      return { scale, unit, width };
    },
    /** Dims what lies outside the window. @param {Span | null} window */
    shade(window) {
      if (!drawn) return;
      // Not measured again: asking for a size in the middle of a step makes the browser lay the page out twice.
      const { scale, span, width } = drawn;
      const within = (/** @type {number} */ day) => Math.max(span.start, Math.min(span.end + 1, day));
      const [left, right] = window ? sides(scale.x(within(window.start)), scale.x(within(window.end + 1))) : [0, width];
      outside[0].style.transform = `translateX(${Math.min(width, left) - width}px)`;
      outside[1].style.transform = `translateX(${Math.max(0, right)}px)`;
    },
  };
}

/** The text's edge that lies at x; in SVG `end` is the right one here, since the chart itself is left to right. */
function endOf(/** @type {boolean} */ rightToLeft) {
  return rightToLeft ? "end" : "start";
}

/**
 * One path for each kind that is certain, then for each that is possible: a few elements, however many bars.
 * @param {Span[]} bins @param {Histogram} histogram @param {number} kinds @param {any} scale
 * @param {number} floor @param {number} pixels  of one incident
 * @returns {string[]}
 */
function barPaths(bins, { certain, possible }, kinds, scale, floor, pixels) {
  const paths = Array.from({ length: 2 * kinds }, () => "");
  bins.forEach((bin, number) => {
    const [left, right] = sides(scale.x(bin.start), scale.x(bin.end + 1));
    const width = Math.max(1, right - left - 1);
    let below = 0;
    [certain, possible].forEach((counts, sort) => {
      for (let kind = 0; kind < kinds; kind += 1) {
        const count = counts[number * kinds + kind];
        if (!count) continue;
        const height = count * pixels;
        paths[sort * kinds + kind] += `M${left + 0.5} ${floor - below}v${-height}h${width}v${height}z`;
        below += height;
      }
    });
  });
  return paths;
}

/** @param {Span[]} bins @param {string} unit @param {any} scale @param {number} width @param {number} height @param {any} config */
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

/** @param {Span} bin @param {string} unit @param {boolean} isMajor @param {string} language */
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
