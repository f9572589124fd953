// Which claim is in focus, and what follows it: its words in the text, its places on the map.
export function claims(root, { onFocus }) {
  const cards = Array.from(root.querySelectorAll("[data-claim]"));
  const text = root.querySelector("[data-report-text]");
  let focused = null;

  function focus(card, { scroll = true, takeFocus = true } = {}) {
    if (!card) return;
    focused = card;
    for (const other of cards) other.classList.toggle("is-focused", other === card);
    for (const mark of text?.querySelectorAll("mark") ?? []) {
      mark.classList.toggle("of-focused", mark.dataset.claims.split(" ").includes(card.dataset.claim));
    }
    if (takeFocus) card.focus({ preventScroll: true });
    if (scroll) {
      if (takeFocus) card.scrollIntoView({ block: "nearest" });
      else scrollInside(card.closest(".review-claims"), card);
      scrollInside(text, text?.querySelector("mark.of-focused"));
    }
    onFocus(Number(card.dataset.claim));
  }

  function step(by) {
    const at = cards.indexOf(focused);
    focus(cards[Math.max(0, Math.min(cards.length - 1, at + by))]);
  }

  for (const card of cards) {
    card.addEventListener("focusin", () => { if (card !== focused) focus(card, { takeFocus: false, scroll: false }); });
    card.addEventListener("click", (event) => {
      const quote = event.target.closest("[data-span]");
      if (quote) showSpan(quote.dataset.span);
      else if (card !== focused) focus(card, { takeFocus: false });
    });
  }

  function showSpan(span) {
    const marks = Array.from(text.querySelectorAll("mark")).filter((mark) => mark.dataset.spans.split(" ").includes(span));
    scrollInside(text, marks[0]);
    for (const mark of marks) {
      mark.classList.remove("is-shown");
      // Read the layout so that the animation starts again.
      void mark.offsetWidth;
      mark.classList.add("is-shown");
    }
  }

  text?.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark || !document.getSelection().isCollapsed) return;
    const ids = mark.dataset.claims.split(" ");
    const card = cards.find((each) => ids.includes(each.dataset.claim) && each !== focused) ?? cards.find((each) => ids.includes(each.dataset.claim));
    focus(card, { takeFocus: false });
  });

  const wanted = cards.find((card) => `#${card.id}` === window.location.hash);
  focus(wanted ?? cards.find((card) => card.classList.contains("state-proposed")) ?? cards[0], { takeFocus: Boolean(wanted) });
  return { focused: () => focused, step, focusById: (id) => focus(cards.find((card) => card.dataset.claim === String(id))) };
}

// Scroll the text's own pane, never the whole page.
function scrollInside(pane, element) {
  if (!pane || !element) return;
  const [outer, inner] = [pane.getBoundingClientRect(), element.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    pane.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}
