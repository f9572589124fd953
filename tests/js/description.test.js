import assert from "node:assert/strict";
import { test } from "node:test";

import { NOTHING } from "../../static/js/state/criteria.js";
import { described } from "../../static/js/state/description.js";
import { span } from "./incident.js";

const WORDS = {
  all_incidents: "all incidents",
  from_to: "{start} to {end}",
  least_killed: "at least {count} killed",
  least_injured: "at least {count} injured",
  in_drawn_area: "in the area that is drawn",
  with_actor: "involving {actor}",
  with_roles: "part of the party: {roles}",
  told_in: "reported in {languages}",
  with_words: "with the words “{words}”",
};
const nameOf = (/** @type {string} */ _name, /** @type {any} */ code) => `<${code}>`;

test("nothing asked is everything", () => {
  assert.equal(described({ ...NOTHING, window: null }, nameOf, "en", WORDS), "all incidents");
});

test("everything that is asked is said, in the order of the server", () => {
  const filter = { ...NOTHING, kind: ["clash", "shelling"], harm_grade: ["fair"], killed: 5, polygon: [[1, 1], [2, 1], [2, 2]], country: ["SY"], admin1: ["IQ.07"], actor_id: [3], role: ["target"], language: ["ar"], q: "bridge", window: span("2020-06-01", "2020-06-30") };
  assert.equal(
    described(/** @type {any} */ (filter), nameOf, "en", WORDS),
    "<clash>, <shelling>; <fair>; 1 June 2020 to 30 June 2020; at least 5 killed; in the area that is drawn; <SY>, <IQ.07>; involving <3>; part of the party: <target>; reported in <ar>; with the words “bridge”",
  );
});
