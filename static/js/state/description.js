/** What is shown, in one line of plain words: those of the server's `IncidentFilter.describe`. */

import { dayWords, fill } from "./format.js";

/** @typedef {import("./types.js").Filter} Filter */

/**
 * @param {Filter} filter
 * @param {(name: string, code: any) => string} nameOf  what a code of a criterion is called
 * @param {string} language @param {Record<string, string>} words  of the page
 */
export function described(filter, nameOf, language, words) {
  const named = (/** @type {string} */ name, /** @type {any[]} */ codes) => codes.map((code) => nameOf(name, code));
  const parts = /** @type {const} */ (["kind", "precision", "strike_status", "harm_grade"]).map((name) => named(name, filter[name]).join(", "));
  if (filter.window) {
    const [start, end] = [filter.window.start, filter.window.end].map((day) => dayWords(day, language));
    parts.push(fill(words.from_to, { start, end }));
  }
  if (filter.killed) parts.push(fill(words.least_killed, { count: filter.killed }));
  if (filter.injured) parts.push(fill(words.least_injured, { count: filter.injured }));
  if (filter.polygon.length) parts.push(words.in_drawn_area);
  parts.push([...named("country", filter.country), ...named("admin1", filter.admin1)].join(", "));
  if (filter.actor_id.length) parts.push(fill(words.with_actor, { actor: named("actor_id", filter.actor_id).join(", ") }));
  if (filter.role.length) parts.push(fill(words.with_roles, { roles: named("role", filter.role).join(", ") }));
  if (filter.language.length) parts.push(fill(words.told_in, { languages: named("language", filter.language).join(", ") }));
  if (filter.q) parts.push(fill(words.with_words, { words: filter.q }));
  return parts.filter(Boolean).join("; ") || words.all_incidents;
}
