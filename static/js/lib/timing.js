/** Milliseconds: nobody reads words and numbers that change more often, and to lay them out costs more than the map. */
export const READABLE = 100;

/** The last call wins, after a rest. @param {(...values: any[]) => void} action @param {number} milliseconds */
export function afterRest(action, milliseconds) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (/** @type {any[]} */ ...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}

/**
 * At once, and then at most once in so many milliseconds, the last time with the last values.
 * @param {(...values: any[]) => void} action @param {number} milliseconds
 */
export function atMostEvery(action, milliseconds) {
  /** @type {any[] | null} */
  let waiting = null;
  let isResting = false;
  const act = (/** @type {any[]} */ values) => {
    waiting = null;
    isResting = true;
    setTimeout(() => {
      isResting = false;
      if (waiting) act(waiting);
    }, milliseconds);
    action(...values);
  };
  return (/** @type {any[]} */ ...values) => {
    if (isResting) waiting = values;
    else act(values);
  };
}

/** At most once a frame, with the last values. @param {(...values: any[]) => void} action */
export function onceAFrame(action) {
  /** @type {any[] | null} */
  let waiting = null;
  return (/** @type {any[]} */ ...values) => {
    if (!waiting) {
      requestAnimationFrame(() => {
        const last = waiting ?? [];
        waiting = null;
        action(...last);
      });
    }
    waiting = values;
  };
}

/** Tells of values whether one of them is another one than when it was last asked. @returns {(values: unknown[]) => boolean} */
export function changes() {
  /** @type {unknown[]} */
  let before = [];
  return (values) => {
    const isOther = values.some((value, at) => value !== before[at]);
    before = values;
    return isOther;
  };
}
