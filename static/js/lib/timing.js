/** The last call wins, after a rest. @param {(...values: any[]) => void} action @param {number} milliseconds */
export function afterRest(action, milliseconds) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (/** @type {any[]} */ ...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
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
