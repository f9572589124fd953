/**
 * Which rows each criterion leaves out, one bit a criterion: a change of one of them touches its own bit alone, and how
 * many there would be without one of them can be counted from the others' bits.
 */

import { OFF_MAP, OWN } from "./columns.js";
import { meetsPolygon } from "./drawn_area.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./columns.js").Places} Places */
/** @typedef {import("./columns.js").Dictionary} Dictionary */
/** @typedef {import("./criteria.js").Criteria} Criteria */

/** Bits. Actor and role are of the same member; country and governorate are one question. */
export const KIND = 1;
export const STATUS = 2;
export const GRADE = 4;
export const PRECISION = 8;
export const LANGUAGE = 16;
export const PARTY = 32;
export const REGION = 64;
export const KILLED = 128;
export const INJURED = 256;
export const POLYGON = 512;
export const WORDS = 1024;

/** Which criteria a bit depends on. @type {[number, (keyof Criteria)[]][]} */
const PARTS = [
  [KIND, ["kind"]],
  [STATUS, ["strike_status"]],
  [GRADE, ["harm_grade"]],
  [PRECISION, ["precision"]],
  [LANGUAGE, ["language"]],
  [PARTY, ["actor_id", "role"]],
  [REGION, ["country", "admin1"]],
  [KILLED, ["killed"]],
  [INJURED, ["injured"]],
  [POLYGON, ["polygon"]],
  [WORDS, ["q"]],
];

/** In `standing`: passes; fails one criterion alone; fails more. */
export const PASSES = 2;
export const FAILS_ONE = 1;

export class Sieve {
  /** @param {Columns} columns @param {Places} places @param {Dictionary} dictionary @param {Criteria} criteria */
  constructor(columns, places, dictionary, criteria) {
    this.columns = columns;
    this.places = places;
    this.dictionary = dictionary;
    this.criteria = criteria;
    /** By row, the bits of the criteria that leave it out. */
    this.failed = new Uint16Array(columns.capacity);
    /** By row: PASSES, FAILS_ONE or 0. */
    this.standing = new Uint8Array(columns.capacity);
    /** By row: 1 where it passes. */
    this.passes = new Uint8Array(columns.capacity);
    /** Rows that hold the words, as the server said; null until it has. @type {Uint8Array | null} */
    this.withWords = null;
    this.extend(0, columns.count);
  }

  /** @param {Criteria} criteria @param {Uint8Array | null} [withWords]  by row, for its words */
  ask(criteria, withWords = null) {
    const changed = PARTS.filter(
      ([bit, names]) => (bit === WORDS && withWords !== this.withWords) || names.some((name) => !isSame(criteria[name], this.criteria[name])),
    );
    this.criteria = criteria;
    this.withWords = withWords;
    if (!changed.length) return;
    this.#sift(changed.map(([bit]) => bit), 0, this.columns.count);
  }

  /** Another chunk has arrived. @param {number} from @param {number} to  row, excluded */
  extend(from, to) {
    this.#sift(PARTS.map(([bit]) => bit), from, to);
  }

  /** @param {number[]} bits @param {number} from @param {number} to */
  #sift(bits, from, to) {
    for (const bit of bits) this.#leaveOut(bit, from, to);
    const { failed, standing, passes } = this;
    for (let row = from; row < to; row += 1) {
      const bad = failed[row];
      standing[row] = bad === 0 ? PASSES : (bad & (bad - 1)) === 0 ? FAILS_ONE : 0;
      passes[row] = Number(bad === 0);
    }
  }

  /** @param {number} bit @param {number} from @param {number} to */
  #leaveOut(bit, from, to) {
    const { columns, criteria, dictionary, places } = this;
    const mark = (/** @type {Codes} */ column, /** @type {Uint8Array | null} */ allowed) =>
      setBit(this.failed, bit, column, allowed, from, to);
    if (bit === KIND) mark(columns.kind, allowedOf(dictionary.kinds, criteria.kind));
    else if (bit === STATUS) mark(columns.status, allowedOf(dictionary.strike_statuses, criteria.strike_status));
    else if (bit === GRADE) mark(columns.grade, allowedOf(dictionary.harm_grades, criteria.harm_grade));
    else if (bit === PRECISION) mark(columns.precision, allowedOf(dictionary.precisions, criteria.precision));
    else if (bit === LANGUAGE) mark(columns.languages, allowedLanguages(dictionary, criteria));
    else if (bit === PARTY) mark(columns.actors, allowedParties(dictionary, criteria));
    else if (bit === REGION) mark(columns.place, allowedRegions(places, dictionary, criteria));
    else if (bit === KILLED) atLeast(this.failed, bit, columns.killedMin, criteria.killed, from, to);
    else if (bit === INJURED) atLeast(this.failed, bit, columns.injuredMin, criteria.injured, from, to);
    else if (bit === WORDS) markWords(this.failed, criteria.q !== "", this.withWords, from, to);
    else this.#outside(from, to);
  }

  /** @param {number} from @param {number} to */
  #outside(from, to) {
    const { columns, places, failed } = this;
    const { polygon } = this.criteria;
    if (!polygon.length) return setBit(failed, POLYGON, columns.place, null, from, to);
    const meets = meetsPolygon(polygon);
    const allowed = new Uint8Array(places.count);
    for (let at = 0; at < places.count; at += 1) {
      if (places.where[at] === OFF_MAP || places.where[at] === OWN) continue;
      allowed[at] = Number(meets(places.west[at], places.south[at], places.east[at], places.north[at]));
    }
    setBit(failed, POLYGON, columns.place, allowed, from, to);
    const { own } = columns;
    for (let at = 0; at < own.count; at += 1) {
      const row = own.row[at];
      if (row < from || row >= to) continue;
      if (meets(own.west[at], own.south[at], own.east[at], own.north[at])) failed[row] &= ~POLYGON;
    }
  }
}

/** @typedef {import("./columns.js").Indexes} Codes */

/**
 * @param {Uint16Array} failed @param {number} bit @param {Codes} column
 * @param {Uint8Array | null} allowed  by the column's value; null: all are
 * @param {number} from @param {number} to
 */
function setBit(failed, bit, column, allowed, from, to) {
  const kept = ~bit;
  if (!allowed) {
    for (let row = from; row < to; row += 1) failed[row] &= kept;
    return;
  }
  const set = Uint16Array.from(allowed, (isAllowed) => (isAllowed ? 0 : bit));
  for (let row = from; row < to; row += 1) failed[row] = (failed[row] & kept) | set[column[row]];
}

/**
 * Until the server has said which rows hold the words that are asked for, none does.
 * @param {Uint16Array} failed @param {boolean} isAsked @param {Uint8Array | null} found  by row
 * @param {number} from @param {number} to
 */
function markWords(failed, isAsked, found, from, to) {
  for (let row = from; row < to; row += 1) {
    failed[row] = !isAsked || found?.[row] ? failed[row] & ~WORDS : failed[row] | WORDS;
  }
}

/**
 * The least number is said and at least so many; 0 asks for nothing.
 * @param {Uint16Array} failed @param {number} bit @param {Int16Array | Int32Array} least @param {number} wanted
 * @param {number} from @param {number} to
 */
function atLeast(failed, bit, least, wanted, from, to) {
  for (let row = from; row < to; row += 1) {
    failed[row] = least[row] >= wanted || !wanted ? failed[row] & ~bit : failed[row] | bit;
  }
}

/** @param {string[]} codes  of the dictionary @param {string[]} wanted @returns {Uint8Array | null} */
function allowedOf(codes, wanted) {
  return wanted.length ? Uint8Array.from(codes, (code) => Number(wanted.includes(code))) : null;
}

/** @param {Dictionary} dictionary @param {Criteria} criteria */
function allowedLanguages({ languages, language_sets: sets }, { language }) {
  if (!language.length) return null;
  return Uint8Array.from(sets, (set) => Number(set.some((number) => language.includes(languages[number]))));
}

/** @param {Dictionary} dictionary @param {Criteria} criteria */
function allowedParties({ actors, actor_sets: sets, roles }, { actor_id: ids, role }) {
  if (!ids.length && !role.length) return null;
  const isWanted = (/** @type {[number, number]} */ [actor, part]) =>
    (!ids.length || ids.includes(actors[actor]?.id ?? -1)) && (!role.length || role.includes(roles[part]));
  return Uint8Array.from(sets, (set) => Number(set.some(isWanted)));
}

/** @param {Places} places @param {Dictionary} dictionary @param {Criteria} criteria */
function allowedRegions(places, dictionary, { country, admin1 }) {
  if (!country.length && !admin1.length) return null;
  const countries = allowedOf(dictionary.countries, country);
  const regions = allowedOf(dictionary.admin1, admin1);
  return Uint8Array.from({ length: places.count }, (_, at) =>
    Number((!countries || countries[places.country[at]]) && (!regions || regions[places.admin1[at]])),
  );
}

/** @param {any} one @param {any} other */
function isSame(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
