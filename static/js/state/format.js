/** Dates and tolls in the words of the page's language. Numerals are Latin, as in the page's own text. */

import { dateOf } from "./dates.js";

/** @typedef {import("./types.js").Incident} Incident */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Unit} Unit */
/** @typedef {Record<string, string>} Words  the translated strings of the page */

/** To make one takes longer than to use it a hundred times. @type {Map<string, Intl.DateTimeFormat>} */
const made = new Map();

/** @param {string} language @param {string} style  of STYLES */
function dateFormat(language, style) {
  const key = `${language} ${style}`;
  let format = made.get(key);
  if (!format) {
    // British order, since en alone would write June 1.
    const locale = language === "en" ? "en-GB" : language;
    format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, { timeZone: "UTC", ...STYLES[style] });
    made.set(key, format);
  }
  return format;
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  day: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
  monthTick: { month: "short" },
  dayTick: { day: "numeric", month: "short" },
  year: { year: "numeric" },
  time: { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false },
};

/** @param {string} template  with {name} in it @param {Record<string, string | number>} values */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @param {number} day @param {string} language @param {string} style  of STYLES */
export function dayWords(day, language, style = "day") {
  return dateFormat(language, style).format(dateOf(day));
}

/** @param {string} instant  ISO 8601 @param {string} language */
export function instantWords(instant, language) {
  return dateFormat(language, "time").format(new Date(instant));
}

/** @param {Span} span @param {string} language */
export function spanWords(span, language, style = "day") {
  return dateFormat(language, style).formatRange(dateOf(span.start), dateOf(span.end));
}

/** @param {Span | null} window @param {string} language @param {Words} words */
export function windowWords(window, language, words) {
  return window ? spanWords(window, language) : words.all_dates;
}

/**
 * The date of an incident as precisely as it is known.
 * @param {Incident} incident @param {string} language @param {Words} words
 */
export function dateWords(incident, language, words) {
  const { start, end, datePrecision, notAfter } = incident;
  if (start === null || end === null) {
    return notAfter === null ? words.date_unknown : fill(words.date_unknown_by, { date: dayWords(notAfter, language, "short") });
  }
  if (datePrecision === "month") return dayWords(start, language, "month");
  if (datePrecision === "year") return dayWords(start, language, "year");
  return spanWords({ start, end }, language, "short");
}

/**
 * @param {[number | null, number | null] | null} toll @param {Words} words
 * @returns {string} empty where nothing is stated
 */
export function tollWords(toll, words) {
  if (!toll || (toll[0] === null && toll[1] === null)) return "";
  const [minimum, maximum] = toll;
  if (maximum === null) return fill(words.at_least, { count: minimum ?? 0 });
  if (minimum === null) return fill(words.up_to, { count: maximum });
  return minimum === maximum ? String(minimum) : `${minimum}–${maximum}`;
}
