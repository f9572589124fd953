/** Links outlive parties: one that turned out to be another is shown as that one. */

/**
 * The ids that are asked for, each as the party that it stands for by now; one that the data do not know stays.
 * @param {number[]} ids @param {Pick<import("./columns.js").Dictionary, "actors">} dictionary
 * @returns {number[]} sorted; the very same array where nothing is to be replaced
 */
export function standingParties(ids, { actors }) {
  const standing = ids.flatMap((id) => {
    const found = actors.flatMap((actor) => (actor?.id && (actor.id === id || actor.was?.includes(id)) ? [actor.id] : []));
    return found.length ? found : [id];
  });
  const changed = [...new Set(standing)].sort((one, other) => one - other);
  return changed.length === ids.length && ids.every((id) => changed.includes(id)) ? ids : changed;
}
