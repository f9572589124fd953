/** One state, changed by replacing parts of it; whoever listens is told what it was before. */

/** @typedef {import("./types.js").State} State */

/** @param {State} initial */
export function createStore(initial) {
  let state = initial;
  /** @type {((now: State, before: State) => void)[]} */
  const listeners = [];
  return {
    get state() {
      return state;
    },
    /** @param {Partial<State>} parts */
    set(parts) {
      const before = state;
      state = { ...state, ...parts };
      for (const listener of listeners) listener(state, before);
    },
    /** @param {(now: State, before: State) => void} listener */
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
