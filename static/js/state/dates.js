/** Calendar arithmetic on whole days; dates are never timestamps here. */

/** @typedef {import("./types.js").Day} Day */
/** @typedef {import("./types.js").Unit} Unit */
/** @typedef {import("./types.js").Span} Span */

const MILLISECONDS_A_DAY = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** @type {Unit[]} from coarse to fine */
export const UNITS = ["year", "month", "week", "day"];

/**
 * @param {string | null | undefined} text  such as 2020-06-01
 * @returns {Day | null} null for anything that is not a date of the calendar
 */
export function dayOf(text) {
  const parts = ISO_DATE.exec(text ?? "");
  if (!parts) return null;
  const day = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / MILLISECONDS_A_DAY;
  return isoOf(day) === text ? day : null;
}

/** @param {Day} day */
export function isoOf(day) {
  return dateOf(day).toISOString().slice(0, 10);
}

/** @param {Day} day @returns {Date} midnight UTC: format it with `timeZone: "UTC"` */
export function dateOf(day) {
  return new Date(day * MILLISECONDS_A_DAY);
}

/**
 * The first day of the unit that the day lies in; weeks start on Monday (ISO 8601).
 * @param {Unit} unit @param {Day} day @returns {Day}
 */
export function startOf(unit, day) {
  const date = dateOf(day);
  if (unit === "year") return Date.UTC(date.getUTCFullYear(), 0, 1) / MILLISECONDS_A_DAY;
  if (unit === "month") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / MILLISECONDS_A_DAY;
  if (unit === "week") return day - ((date.getUTCDay() + 6) % 7);
  return day;
}

/**
 * The same day `count` units on; the 31st becomes the last day of a shorter month.
 * @param {Unit} unit @param {Day} day @param {number} count @returns {Day}
 */
export function plus(unit, day, count) {
  if (unit === "day") return day + count;
  if (unit === "week") return day + 7 * count;
  const date = dateOf(day);
  const months = date.getUTCMonth() + (unit === "year" ? 12 * count : count);
  const first = Date.UTC(date.getUTCFullYear(), months, 1) / MILLISECONDS_A_DAY;
  const nextFirst = Date.UTC(date.getUTCFullYear(), months + 1, 1) / MILLISECONDS_A_DAY;
  return Math.min(first + date.getUTCDate() - 1, nextFirst - 1);
}

/**
 * The span moved by whole units; one that began and ended with a month still does.
 * @param {Span} span @param {Unit} unit @param {number} count @returns {Span}
 */
export function shifted(span, unit, count) {
  return { start: plus(unit, span.start, count), end: plus(unit, span.end + 1, count) - 1 };
}

/** @param {Span} span @param {Span} other */
export function overlaps(span, other) {
  return span.start <= other.end && span.end >= other.start;
}
