// One letter for each thing that is done with a claim; never while somebody types.
const TYPING = "input, textarea, select, [contenteditable], dialog[open]";

export function keys({ review, help }) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(TYPING)) return;
    if (event.key === "?") help?.showModal();
    else if (event.key === "j") review().step(1);
    else if (event.key === "k") review().step(-1);
    else if (event.key === "t") document.querySelector("[data-report-text]")?.focus();
    else if (!"alreu".includes(event.key) || !press(review().focused(), event.key)) return;
    event.preventDefault();
  });
}

function press(card, key) {
  const target = card?.querySelector(`[data-key="${key}"]`);
  if (target instanceof HTMLFormElement) target.requestSubmit();
  else target?.click();
  return Boolean(target);
}
