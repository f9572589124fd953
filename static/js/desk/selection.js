// Where a selection lies in the report's text, and the words of the text. Offsets here are a browser's: UTF-16 units
// of the stored text; the server alone turns them into code points.

const WORD = /[^\s]+/gu;
const EDGES = /^[\s\p{P}]+|[\s\p{P}]+$/gu;

export function words(text) {
  return Array.from(text.matchAll(WORD), (match) => ({ start: match.index, end: match.index + match[0].length }));
}

// The selection without blanks at its ends; null where nothing is left. Punctuation stays unless it is all at an end.
export function trimmed(text, start, end) {
  const chosen = text.slice(start, end);
  const lead = chosen.length - chosen.trimStart().length;
  const tail = chosen.length - chosen.trimEnd().length;
  return lead + tail >= chosen.length ? null : { start: start + lead, end: end - tail };
}

// A word without the punctuation around it, so that marking by keyboard does not take a full stop along.
export function bare(text, word) {
  const chosen = text.slice(word.start, word.end);
  const inner = chosen.replace(EDGES, "");
  if (!inner) return word;
  const start = word.start + chosen.indexOf(inner);
  return { start, end: start + inner.length };
}

// Index of the word at an offset, or of the next one.
export function wordAt(list, offset) {
  const index = list.findIndex((word) => word.end > offset);
  return index < 0 ? list.length - 1 : index;
}

// How many UTF-16 units of `element`'s text lie before the point.
export function offsetIn(element, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return range.toString().length;
}

// The point in `element` at an offset of its text.
export function pointAt(element, offset) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  let last = element;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (before + node.length >= offset) return { node, offset: offset - before };
    before += node.length;
    last = node;
  }
  return { node: last, offset: last.length ?? 0 };
}

// The chosen stretch of the text, trimmed; null where nothing of it is selected.
export function selectedIn(element) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return null;
  const start = offsetIn(element, range.startContainer, range.startOffset);
  const end = offsetIn(element, range.endContainer, range.endOffset);
  return trimmed(element.textContent, start, end);
}

export function select(element, start, end) {
  const from = pointAt(element, start);
  const to = pointAt(element, end);
  document.getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}
