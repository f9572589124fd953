import assert from "node:assert/strict";
import { test } from "node:test";

import { numberIn } from "../../static/js/desk/numbers.js";
import { bare, trimmed, wordAt, words } from "../../static/js/desk/selection.js";
import { filled } from "../../static/js/desk/words.js";

const TEXT = "🚨 قصفت طائرة «مستودعا»، أمس.\nTwo hurt.";

test("words lie where the browser says, the emoji counting two", () => {
  const found = words(TEXT);
  assert.deepEqual(found.slice(0, 2), [
    { start: 0, end: 2 },
    { start: 3, end: 7 },
  ]);
  assert.equal(TEXT.slice(found.at(-1).start, found.at(-1).end), "hurt.");
});

test("a selection loses the blanks at its ends and nothing else", () => {
  assert.deepEqual(trimmed(TEXT, 2, 8), { start: 3, end: 7 });
  assert.equal(trimmed(TEXT, 2, 3), null);
});

test("a word loses the punctuation around it", () => {
  const word = words(TEXT)[3];
  const { start, end } = bare(TEXT, word);
  assert.equal(TEXT.slice(start, end), "مستودعا");
  assert.deepEqual(bare("…", { start: 0, end: 1 }), { start: 0, end: 1 });
});

test("a word is found by an offset in it or before it", () => {
  const list = words("one two");
  assert.equal(wordAt(list, 3), 1);
  assert.equal(wordAt(list, 99), 1);
});

test("numbers are read in either kind of digits", () => {
  assert.equal(numberIn("٣٥٫٢٥"), 35.25);
  assert.equal(numberIn("−40.5"), -40.5);
  assert.equal(numberIn("۱۲"), 12);
  for (const wrong of ["", "  ", "north", "Infinity", "1e999"]) assert.equal(numberIn(wrong), null);
});

test("a sentence is filled in, and what it does not know stays", () => {
  assert.equal(filled("Mark for: {claim} {other}", { claim: "Clash" }), "Mark for: Clash {other}");
});
