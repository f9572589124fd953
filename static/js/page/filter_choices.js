/** The choices of each filter with their counts, and what they are called in the page's language. */

/** @typedef {import("../state/columns.js").Dictionary} Dictionary */
/** @typedef {import("../state/facets.js").Facets} Facets */
/** @typedef {{code: any, count: number}} Choice */

/** @param {Dictionary} dictionary @param {Facets} facets @returns {Record<string, Choice[]>} */
export function choicesOf(dictionary, facets) {
  /** @param {any[]} codes @param {Uint32Array} counts */
  const choices = (codes, counts) =>
    codes.map((code, at) => ({ code, count: counts[at] ?? 0 })).filter(({ code }) => code !== "" && code !== null);
  return {
    kind: choices(dictionary.kinds, facets.kind),
    strike_status: choices(dictionary.strike_statuses, facets.strike_status),
    harm_grade: choices(dictionary.harm_grades, facets.harm_grade),
    precision: choices(dictionary.precisions, facets.precision),
    language: choices(dictionary.languages, facets.language),
    role: choices(dictionary.roles, facets.role),
    actor_id: choices(dictionary.actors.map((actor) => actor?.id ?? null), facets.actor),
    country: choices(dictionary.countries, facets.country),
    admin1: choices(dictionary.admin1, facets.admin1),
  };
}

/**
 * What any code of a criterion is called.
 * @param {any} config  of the page @param {Dictionary} dictionary
 * @returns {(name: string, code: any) => string}
 */
export function nameOf(config, dictionary) {
  const names = /** @type {any} */ (namesOf(dictionary, config.language));
  return (name, code) => names[name]?.(code) ?? config.choices[name]?.find((/** @type {any} */ [known]) => known === code)?.[1] ?? String(code);
}

/** Made once for each dictionary: a page has one language. @type {WeakMap<Dictionary, any>} */
const named = new WeakMap();

/**
 * Names of what the data brings; a code that nothing is known of stands for itself.
 * @param {Dictionary} dictionary @param {string} language
 * @returns {Record<"actor_id" | "country" | "admin1" | "language", (code: any) => string>}
 */
export function namesOf(dictionary, language) {
  const known = named.get(dictionary);
  if (known) return known;
  const own = language === "ar" ? "ar" : "en";
  const regions = new Intl.DisplayNames([language], { type: "region", fallback: "code" });
  const languages = new Intl.DisplayNames([language], { type: "language", fallback: "code" });
  const actors = new Map(dictionary.actors.flatMap((actor) => (actor?.id ? [[actor.id, actor[own] || actor.en]] : [])));
  /** @type {any} */
  const names = {
    actor_id: (id) => actors.get(id) ?? `#${id}`,
    country: (code) => (/^[A-Z]{2}$/.test(code) ? regions.of(code) ?? code : code),
    admin1: (code) => dictionary.admin1_names[code]?.[own] || dictionary.admin1_names[code]?.en || code,
    language: (code) => (/^[a-z]{2,3}(-[A-Za-z]+)*$/.test(code) && code !== "und" ? languages.of(code) ?? code : code),
  };
  named.set(dictionary, names);
  return names;
}
