/** Words are looked for by the server, which alone has the texts; the map shows what it found. */

import { fetchJson } from "../lib/fetching.js";
import { fill } from "../state/format.js";

/**
 * @param {any} config @param {(text: string) => void} tell  how the search goes @param {() => void} onFound
 */
export function createSearch(config, tell, onFound) {
  const { urls, words } = config;
  /** @type {{q: string, codes: string[]} | null} */
  let answer = null;
  let asked = "";

  return {
    /** @param {string} q */
    async look(q) {
      if (q === asked) return;
      asked = q;
      if (!q) return tell("");
      tell(words.searching);
      try {
        const { codes, count } = await fetchJson(`${urls.search}?${new URLSearchParams({ q })}`);
        if (asked !== q) return;
        answer = { q, codes };
        tell(fill(count > codes.length ? words.found_many : words.found, { count, shown: codes.length }));
        onFound();
      } catch (error) {
        console.warn("the search failed", error);
        if (asked !== q) return;
        asked = "";
        tell(words.search_failed);
      }
    },
    /** Codes of those with the words; null while nobody knows. @param {string} q */
    found: (q) => (q && answer?.q === q ? answer.codes : null),
  };
}
