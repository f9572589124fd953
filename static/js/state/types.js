/**
 * The shapes that the modules share. Days are whole days since 1970-01-01, so that no time zone can move a date.
 *
 * @typedef {number} Day
 *
 * @typedef {{start: Day, end: Day}} Span  both days belong to it
 *
 * @typedef {"year" | "month" | "week" | "day"} Unit
 *
 * @typedef {object} Incident
 * @property {string} code
 * @property {string} title  in the language of the page
 * @property {string} kind
 * @property {Day | null} start  first day; null with `end` where the date is unknown
 * @property {Day | null} end
 * @property {string} datePrecision
 * @property {Day | null} notBefore
 * @property {Day | null} notAfter
 * @property {string} precision
 * @property {string} place
 * @property {[number | null, number | null] | null} killed
 * @property {[number | null, number | null] | null} injured
 *
 * @typedef {import("./criteria.js").Criteria & {window: Span | null}} Filter  window: null for all dates
 *
 * @typedef {object} Playing
 * @property {boolean} isCumulative  the first day stays
 * @property {number} speed  of SPEEDS
 * @property {boolean} isLooping
 *
 * @typedef {object} MapView
 * @property {number} zoom
 * @property {number} latitude
 * @property {number} longitude
 *
 * @typedef {object} State
 * @property {Filter} filter
 * @property {Span | null} shown  the part of the time line that is in sight; null: all of it
 * @property {Playing} playing
 * @property {MapView | null} view  null: wherever the incidents are
 * @property {string} selected  code of the open incident, or empty
 */
export {};
