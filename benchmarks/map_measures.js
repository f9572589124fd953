/**
 * Measures in a page, for ours and for the other map alike: from the input to the frame after the paint, which a message
 * posted from within the frame's own callback waits for. The benchmark evaluates this file: nothing of it is served.
 */
(() => {
  const painted = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(0);
      });
    });

  async function laps(count, act) {
    const took = [];
    for (let turn = 0; turn < count; turn += 1) {
      const started = performance.now();
      act(turn);
      took.push((await painted()) - started);
    }
    return took;
  }

  /** A hand that takes the map, moves it and lets go. */
  function drag(right, down) {
    const map = document.querySelector("#map");
    const box = map.getBoundingClientRect();
    const at = (x, y) => ({ bubbles: true, cancelable: true, button: 0, clientX: box.x + box.width / 2 + x, clientY: box.y + box.height / 2 + y });
    map.dispatchEvent(new MouseEvent("mousedown", at(0, 0)));
    map.dispatchEvent(new MouseEvent("mousemove", at(right, down)));
    map.dispatchEvent(new MouseEvent("mouseup", at(right, down)));
  }

  /** Shares of the frames of a while that came late. */
  async function dropped(milliseconds) {
    const frames = [];
    await new Promise((done) => {
      const started = performance.now();
      const frame = (now) => {
        frames.push(now);
        if (now - started < milliseconds) requestAnimationFrame(frame);
        else done();
      };
      requestAnimationFrame(frame);
    });
    const every = 1000 / 60;
    const missed = frames.slice(1).reduce((sum, now, index) => sum + Math.max(0, Math.round((now - frames[index]) / every) - 1), 0);
    return missed / (missed + frames.length);
  }

  globalThis.measures = {
    painted,
    laps,
    dropped,
    pan: (count) => laps(count, (turn) => drag(turn % 2 ? 37 : -37, turn % 4 < 2 ? 22 : -22)),
    click: (selector, count) => laps(count, () => document.querySelector(selector).click()),
  };
})();
