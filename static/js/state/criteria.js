/**
 * What is asked of the incidents, beside the window of dates: the parameters of the server's `IncidentFilter`, under
 * their own names (docs/map-data.md, "Filters mean the same everywhere").
 */

/**
 * @typedef {object} Criteria  an empty list, 0 and an empty text ask for nothing
 * @property {string[]} kind
 * @property {string[]} strike_status
 * @property {string[]} harm_grade
 * @property {string[]} precision
 * @property {string[]} language
 * @property {number[]} actor_id
 * @property {string[]} role
 * @property {string[]} country
 * @property {string[]} admin1
 * @property {number} killed  at least so many
 * @property {number} injured
 * @property {[number, number][]} polygon  longitude, latitude; degrees, closed by itself
 * @property {string} q  words, which only the server can look for
 */

/** @typedef {"kind" | "strike_status" | "harm_grade" | "precision" | "language" | "role" | "country" | "admin1"} Coded */

/** @type {Coded[]} */
export const CODED = ["kind", "strike_status", "harm_grade", "precision", "language", "role", "country", "admin1"];
const LEAST = /** @type {const} */ (["killed", "injured"]);

/** @type {Criteria} */
export const NOTHING = {
  kind: [],
  strike_status: [],
  harm_grade: [],
  precision: [],
  language: [],
  actor_id: [],
  role: [],
  country: [],
  admin1: [],
  killed: 0,
  injured: 0,
  polygon: [],
  q: "",
};

/** Whether they ask for something else. @param {Criteria} one @param {Criteria} other */
export function differ(one, other) {
  return /** @type {(keyof Criteria)[]} */ (Object.keys(NOTHING)).some((name) => one[name] !== other[name]);
}

/** Corners of a drawn area; the server takes no more. */
export const MOST_CORNERS = 50;
const LARGEST_COUNT = 1_000_000;
const LONGEST_WORDS = 200;
const CODE = /^[A-Za-z0-9_.-]{1,40}$/;

/** @param {Criteria} criteria */
export function asksNothing(criteria) {
  return Object.values(criteria).every((value) => (Array.isArray(value) ? !value.length : !value));
}

/**
 * The criteria of a query string; what cannot be understood is left out.
 * @param {URLSearchParams} query @param {Partial<Record<Coded, string[]>>} [known]  the codes that there are
 * @returns {Criteria}
 */
export function criteriaOf(query, known = {}) {
  const criteria = { ...NOTHING };
  for (const name of CODED) {
    criteria[name] = distinct(query.getAll(name).filter((code) => CODE.test(code) && (known[name]?.includes(code) ?? true)));
  }
  criteria.actor_id = distinct(query.getAll("actor_id").filter((id) => /^\d{1,9}$/.test(id)).map(Number));
  for (const name of LEAST) criteria[name] = leastOf(query.get(name));
  criteria.polygon = polygonOf(query.get("polygon"));
  criteria.q = (query.get("q") ?? "").split(/\s+/).join(" ").trim().slice(0, LONGEST_WORDS);
  return criteria;
}

/** Write what is asked into a query string. @param {Criteria} criteria @param {URLSearchParams} query */
export function writeCriteria(criteria, query) {
  for (const name of CODED) for (const code of criteria[name]) query.append(name, code);
  for (const id of criteria.actor_id) query.append("actor_id", String(id));
  for (const name of LEAST) if (criteria[name]) query.set(name, String(criteria[name]));
  if (criteria.polygon.length) query.set("polygon", criteria.polygon.flat().join(","));
  if (criteria.q) query.set("q", criteria.q);
}

/**
 * A corner as the server keeps it: to a ten-thousandth of a degree (11 m).
 * @param {number} longitude @param {number} latitude @returns {[number, number]}
 */
export function cornerOf(longitude, latitude) {
  return [rounded(Math.max(-180, Math.min(180, longitude))), rounded(Math.max(-90, Math.min(90, latitude)))];
}

/** @param {number} degrees */
function rounded(degrees) {
  return Math.round(degrees * 1e4) / 1e4;
}

/** @template {string | number} T @param {T[]} codes */
function distinct(codes) {
  return [...new Set(codes)].sort((one, other) => (one < other ? -1 : 1));
}

/** @param {string | null} text */
function leastOf(text) {
  return /^\d{1,7}$/.test(text ?? "") && Number(text) <= LARGEST_COUNT ? Number(text) : 0;
}

/** @param {string | null} text @returns {[number, number][]} */
function polygonOf(text) {
  const numbers = (text ?? "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  const corners = /** @type {[number, number][]} */ ([]);
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    if (!(Math.abs(numbers[at]) <= 180 && Math.abs(numbers[at + 1]) <= 90)) return [];
    corners.push(cornerOf(numbers[at], numbers[at + 1]));
  }
  return numbers.length % 2 || corners.length < 3 || corners.length > MOST_CORNERS ? [] : corners;
}
