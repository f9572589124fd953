/**
 * How many incidents of a window each choice of a filter would give, under all the other filters: a row counts for a
 * filter when it passes all others, whatever this one says.
 */

import { GRADE, KILLED, KIND, INJURED, LANGUAGE, PARTY, PRECISION, REGION, STATUS } from "./sieve.js";

/** @typedef {import("./columns.js").Columns} Columns */
/** @typedef {import("./columns.js").Places} Places */
/** @typedef {import("./columns.js").Dictionary} Dictionary */
/** @typedef {import("./sieve.js").Sieve} Sieve */

/**
 * @typedef {object} Facets  counts by index of the dictionary's lists
 * @property {Uint32Array} kind
 * @property {Uint32Array} strike_status
 * @property {Uint32Array} harm_grade
 * @property {Uint32Array} precision
 * @property {Uint32Array} language
 * @property {Uint32Array} actor
 * @property {Uint32Array} role
 * @property {Uint32Array} country
 * @property {Uint32Array} admin1
 * @property {Uint32Array} killed  by steps of LEAST: at least so many
 * @property {Uint32Array} injured
 */

/** The choices of "at least so many". */
export const LEAST = [1, 5, 10, 50];

/**
 * @param {Columns} columns @param {Places} places @param {Dictionary} dictionary @param {Sieve} sieve
 * @param {Uint32Array} rows  of the window, those that fail one criterion at most @param {number} size  how many of them
 * @returns {Facets}
 */
export function facetsOf(columns, places, dictionary, { failed, criteria }, rows, size) {
  const count = (/** @type {unknown[]} */ list) => new Uint32Array(list.length);
  const kind = count(dictionary.kinds);
  const status = count(dictionary.strike_statuses);
  const grade = count(dictionary.harm_grades);
  const precision = count(dictionary.precisions);
  // Sets and places first: what they consist of is added up once each, not once a row.
  const languages = count(dictionary.language_sets);
  const parties = count(dictionary.actor_sets);
  const regions = new Uint32Array(places.count);
  const killed = count(LEAST);
  const injured = count(LEAST);
  for (let index = 0; index < size; index += 1) {
    const row = rows[index];
    const bad = failed[row];
    if (!(bad & ~KIND)) kind[columns.kind[row]] += 1;
    if (!(bad & ~STATUS)) status[columns.status[row]] += 1;
    if (!(bad & ~GRADE)) grade[columns.grade[row]] += 1;
    if (!(bad & ~PRECISION)) precision[columns.precision[row]] += 1;
    if (!(bad & ~LANGUAGE)) languages[columns.languages[row]] += 1;
    if (!(bad & ~PARTY)) parties[columns.actors[row]] += 1;
    if (!(bad & ~REGION)) regions[columns.place[row]] += 1;
    if (!(bad & ~KILLED) && columns.killedMin[row] > 0) addUp(killed, columns.killedMin[row]);
    if (!(bad & ~INJURED) && columns.injuredMin[row] > 0) addUp(injured, columns.injuredMin[row]);
  }
  return {
    kind,
    strike_status: status,
    harm_grade: grade,
    precision,
    language: bySet(languages, dictionary.language_sets, dictionary.languages.length),
    ...byParty(parties, dictionary, criteria),
    // Each under the other one: both are of the place.
    country: byPlace(regions, places.country, dictionary.countries.length, places.admin1, dictionary.admin1, criteria.admin1),
    admin1: byPlace(regions, places.admin1, dictionary.admin1.length, places.country, dictionary.countries, criteria.country),
    killed,
    injured,
  };
}

/** @param {Uint32Array} counts @param {number} least */
function addUp(counts, least) {
  for (let step = 0; step < LEAST.length && least >= LEAST[step]; step += 1) counts[step] += 1;
}

/** @param {Uint32Array} counts  by set @param {number[][]} sets @param {number} size */
function bySet(counts, sets, size) {
  const found = new Uint32Array(size);
  counts.forEach((count, set) => {
    for (const member of new Set(sets[set])) found[member] += count;
  });
  return found;
}

/**
 * An actor is counted in the roles that are asked for, a role with the actors that are: both are of the same member.
 * @param {Uint32Array} counts  by actor set @param {Dictionary} dictionary @param {import("./criteria.js").Criteria} criteria
 */
function byParty(counts, { actors, actor_sets: sets, roles }, { actor_id: ids, role: wanted }) {
  const byActor = sets.map((set) => set.filter(([, role]) => !wanted.length || wanted.includes(roles[role])).map(([actor]) => actor));
  const byRole = sets.map((set) => set.filter(([actor]) => !ids.length || ids.includes(actors[actor]?.id ?? -1)).map(([, role]) => role));
  return { actor: bySet(counts, byActor, actors.length), role: bySet(counts, byRole, roles.length) };
}

/**
 * @param {Uint32Array} counts  by place @param {Uint16Array} column  what is counted @param {number} size
 * @param {Uint16Array} other @param {string[]} codes  of the other column @param {string[]} wanted  of them; none: all
 */
function byPlace(counts, column, size, other, codes, wanted) {
  const found = new Uint32Array(size);
  for (let at = 0; at < counts.length; at += 1) {
    if (counts[at] && (!wanted.length || wanted.includes(codes[other[at]]))) found[column[at]] += counts[at];
  }
  return found;
}
