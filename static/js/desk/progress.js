// While the worker reads: ask how far it is, and say so; once it has finished, the claims appear without a reload.
const PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10000;

export function watch(root, { onFinished }) {
  const line = root.querySelector("[data-progress]");
  if (!line || line.dataset.finished === "true") return;
  let pause = PAUSE_MS;

  async function ask() {
    try {
      const answer = await fetch(line.dataset.url, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const progress = await answer.json();
      line.querySelector("[data-progress-words]").textContent = progress.message;
      line.className = `progress state-${progress.state}`;
      if (progress.finished) {
        onFinished();
        return;
      }
      pause = PAUSE_MS;
    } catch {
      // The line is bad or the server restarts: ask less often, but go on asking.
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
    setTimeout(ask, pause);
  }
  setTimeout(ask, PAUSE_MS);
}
