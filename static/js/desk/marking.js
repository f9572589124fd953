// The small menu that marks selected words for the focused claim, by mouse and by keyboard.
import { addressOfAdding } from "./candidates.js";
import { bare, select, selectedIn, wordAt, words } from "./selection.js";
import { filled } from "./words.js";

export function marking(root, { focusedClaim, config }) {
  const text = root.querySelector("[data-report-text]");
  const menu = document.querySelector("[data-marking]");
  const form = document.querySelector("[data-mark-form]");
  if (!text || !menu || !form) return;
  const note = menu.querySelector("[data-marking-for]");
  const unmark = menu.querySelector("[data-unmark]");
  const adding = menu.querySelector("[data-add-place]");
  const buttons = () => Array.from(menu.querySelectorAll("button, a")).filter((button) => !button.hidden && !button.disabled);
  const list = words(text.textContent);
  let chosen = null;
  let cursor = -1;
  let anchor = -1;

  function spansUnder() {
    const claim = focusedClaim();
    const selection = document.getSelection();
    if (!claim || !selection.rangeCount) return [];
    const range = selection.getRangeAt(0);
    const own = new Set(Array.from(claim.querySelectorAll("[data-span]"), (element) => element.dataset.span));
    const under = Array.from(text.querySelectorAll("mark")).filter((mark) => range.intersectsNode(mark));
    return [...new Set(under.flatMap((mark) => mark.dataset.spans.split(" ")))].filter((span) => own.has(span));
  }

  function open(takeFocus) {
    chosen = selectedIn(text);
    if (!chosen) return close();
    const claim = focusedClaim();
    const spans = spansUnder();
    note.textContent = claim ? filled(config.words.mark_for, { claim: claim.querySelector("h3").textContent }) : config.words.choose_claim;
    menu.querySelectorAll("[data-mark]").forEach((button) => { button.disabled = !claim; });
    unmark.hidden = spans.length === 0;
    unmark.value = spans[0] ?? "";
    if (adding) adding.href = addressOfAdding(text.textContent.slice(chosen.start, chosen.end));
    menu.hidden = false;
    place();
    if (takeFocus) buttons()[0]?.focus();
    return undefined;
  }

  function place() {
    const around = document.getSelection().getRangeAt(0).getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const left = Math.max(8, Math.min(around.left, document.documentElement.clientWidth - width - 8));
    const below = around.bottom + 6;
    const top = below + height > window.innerHeight ? Math.max(8, around.top - height - 6) : below;
    menu.style.setProperty("--left", `${left}px`);
    menu.style.setProperty("--top", `${top}px`);
  }

  function close() {
    menu.hidden = true;
    chosen = null;
  }

  function send(action, values) {
    const claim = focusedClaim();
    form.action = filled(action, { claim: claim.dataset.claim });
    for (const [name, value] of Object.entries({ ...values, lock_version: claim.dataset.lockVersion })) {
      form.elements.namedItem(name).value = value;
    }
    form.submit();
  }

  menu.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !focusedClaim()) return;
    if (button === unmark) send(config.urls.unmark, { span: button.value });
    else if (chosen) send(config.urls.mark, { field: button.dataset.mark, start: chosen.start, end: chosen.end });
  });
  // A press on a button must not take the selection away before the click arrives.
  menu.addEventListener("mousedown", (event) => event.preventDefault());
  menu.addEventListener("keydown", (event) => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      close();
      text.focus();
    } else if (step) {
      event.preventDefault();
      all[(at + step + all.length) % all.length].focus();
    }
  });

  text.addEventListener("pointerup", () => setTimeout(() => open(false)));
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !menu.hidden) close(); });
  document.addEventListener("selectionchange", () => {
    if (!menu.hidden && document.getSelection().isCollapsed) close();
  });
  window.addEventListener("scroll", () => { if (!menu.hidden && document.getSelection().rangeCount) place(); }, true);

  text.addEventListener("keydown", (event) => {
    const forward = getComputedStyle(text).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    if (event.key === "Enter" && selectedIn(text)) {
      event.preventDefault();
      open(true);
    } else if ((event.key === forward || event.key === backward) && list.length) {
      event.preventDefault();
      step(event.key === forward ? 1 : -1, event.shiftKey);
    }
  });

  function step(by, hold) {
    const selected = selectedIn(text);
    if (cursor < 0) cursor = selected ? wordAt(list, selected.start) : -1;
    cursor = Math.max(0, Math.min(list.length - 1, cursor + by));
    if (!hold || anchor < 0) anchor = hold ? Math.max(0, cursor - by) : cursor;
    const first = bare(text.textContent, list[Math.min(anchor, cursor)]);
    const last = bare(text.textContent, list[Math.max(anchor, cursor)]);
    select(text, first.start, last.end);
    document.getSelection().focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
  }
}
