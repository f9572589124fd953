import assert from "node:assert/strict";
import { test } from "node:test";

import { NOTHING, asksNothing, criteriaOf, writeCriteria } from "../../static/js/state/criteria.js";
import { meetsPolygon } from "../../static/js/state/drawn_area.js";
import { facetsOf, LEAST } from "../../static/js/state/facets.js";
import { FAILS_ONE, PASSES, Sieve } from "../../static/js/state/sieve.js";
import { DICTIONARY, draws, madeUpColumns, madeUpPlaces } from "./made_up.js";

const COUNT = 2000;
const columns = madeUpColumns(COUNT, 1);
const places = madeUpPlaces();
const POLYGON = [[39, 34], [41.2, 34.5], [40, 36.2]];

/** The same said plainly, row by row. */
function lets(row, asked) {
  const { kinds, strike_statuses: statuses, harm_grades: grades, precisions } = DICTIONARY;
  const has = (wanted, code) => !wanted.length || wanted.includes(code);
  const at = columns.place[row];
  const languages = DICTIONARY.language_sets[columns.languages[row]].map((number) => DICTIONARY.languages[number]);
  const members = DICTIONARY.actor_sets[columns.actors[row]];
  const isPartyAsked = asked.actor_id.length || asked.role.length;
  const own = columns.own.row.indexOf(row);
  const box = own >= 0 ? [columns.own, own] : [places, at];
  const sides = ["west", "south", "east", "north"].map((side) => box[0][side][box[1]]);
  return [
    has(asked.kind, kinds[columns.kind[row]]),
    has(asked.strike_status, statuses[columns.status[row]]),
    has(asked.harm_grade, grades[columns.grade[row]]),
    has(asked.precision, precisions[columns.precision[row]]),
    !asked.language.length || languages.some((code) => asked.language.includes(code)),
    !isPartyAsked || members.some(([actor, role]) => has(asked.actor_id, DICTIONARY.actors[actor].id) && has(asked.role, DICTIONARY.roles[role])),
    has(asked.country, DICTIONARY.countries[places.country[at]]) && has(asked.admin1, DICTIONARY.admin1[places.admin1[at]]),
    !asked.killed || columns.killedMin[row] >= asked.killed,
    !asked.injured || columns.injuredMin[row] >= asked.injured,
    !asked.polygon.length || (places.where[at] > 0 && meetsPolygon(asked.polygon)(sides[0], sides[1], sides[2], sides[3])),
  ];
}

/** @param {() => number} draw */
function randomCriteria(draw) {
  const some = (codes) => codes.filter((code) => code !== null && code !== "" && draw() < 0.4);
  const perhaps = (value, nothing) => (draw() < 0.3 ? value() : nothing);
  return {
    ...NOTHING,
    kind: perhaps(() => some(DICTIONARY.kinds), []),
    strike_status: perhaps(() => some(DICTIONARY.strike_statuses), []),
    harm_grade: perhaps(() => some(DICTIONARY.harm_grades), []),
    precision: perhaps(() => some(DICTIONARY.precisions), []),
    language: perhaps(() => some(DICTIONARY.languages), []),
    actor_id: perhaps(() => some([3, 8]), []),
    role: perhaps(() => some(DICTIONARY.roles), []),
    country: perhaps(() => some(DICTIONARY.countries), []),
    admin1: perhaps(() => some(DICTIONARY.admin1), []),
    killed: perhaps(() => Math.floor(draw() * 8), 0),
    injured: perhaps(() => Math.floor(draw() * 40), 0),
    polygon: perhaps(() => POLYGON, []),
  };
}

test("two hundred random filters let through what the plain way lets through, whatever was asked before", () => {
  const draw = draws(7);
  const sieve = new Sieve(columns, places, DICTIONARY, NOTHING);
  for (let turn = 0; turn < 200; turn += 1) {
    const asked = randomCriteria(draw);
    sieve.ask(asked);
    for (let row = 0; row < COUNT; row += 1) {
      const bad = lets(row, asked).filter((isLet) => !isLet).length;
      assert.equal(sieve.standing[row], bad === 0 ? PASSES : bad === 1 ? FAILS_ONE : 0, `${row} ${JSON.stringify(asked)}`);
      assert.equal(sieve.passes[row], Number(bad === 0));
    }
  }
});

test("rows that arrive later are asked the same", () => {
  const asked = { ...NOTHING, kind: ["clash"], polygon: POLYGON };
  const whole = new Sieve(columns, places, DICTIONARY, asked);
  const growing = new Sieve({ ...columns, count: 500 }, places, DICTIONARY, asked);
  growing.columns.count = COUNT;
  growing.extend(500, COUNT);
  assert.deepEqual(growing.failed, whole.failed);
});

test("words are what the server said", () => {
  const sieve = new Sieve(columns, places, DICTIONARY, NOTHING);
  sieve.ask({ ...NOTHING, q: "bridge" });
  assert.ok(!sieve.passes.some(Boolean), "nothing is said to hold the words before the server says so");
  const found = new Uint8Array(COUNT);
  found[5] = 1;
  sieve.ask({ ...NOTHING, q: "bridge" }, found);
  assert.deepEqual([...sieve.passes.keys()].filter((row) => sieve.passes[row]), [5]);
  sieve.ask(NOTHING);
  assert.ok(sieve.passes.every(Boolean));
});

test("a facet counts what each of its choices would give under all other filters", () => {
  const draw = draws(11);
  const sieve = new Sieve(columns, places, DICTIONARY, NOTHING);
  for (let turn = 0; turn < 25; turn += 1) {
    const asked = randomCriteria(draw);
    sieve.ask(asked);
    const rows = Uint32Array.from([...sieve.standing.keys()].filter((row) => sieve.standing[row]));
    const facets = facetsOf(columns, places, DICTIONARY, sieve, rows, rows.length);
    const countOf = (changed) => {
      let count = 0;
      for (let row = 0; row < COUNT; row += 1) count += Number(lets(row, { ...asked, ...changed }).every(Boolean));
      return count;
    };
    DICTIONARY.kinds.forEach((code, at) => assert.equal(facets.kind[at], countOf({ kind: [code] })));
    DICTIONARY.languages.forEach((code, at) => assert.equal(facets.language[at], countOf({ language: [code] })));
    DICTIONARY.roles.forEach((code, at) => assert.equal(facets.role[at], countOf({ role: [code] })));
    assert.equal(facets.actor[0], countOf({ actor_id: [3] }));
    DICTIONARY.admin1.forEach((code, at) => {
      if (code) assert.equal(facets.admin1[at], countOf({ admin1: [code] }));
    });
    DICTIONARY.countries.forEach((code, at) => code && assert.equal(facets.country[at], countOf({ country: [code] })));
    LEAST.forEach((least, at) => assert.equal(facets.killed[at], countOf({ killed: least })));
  }
});

test("a box that only touches the polygon, holds it, or lies in it, meets it", () => {
  const meets = meetsPolygon([[10, 10], [20, 10], [20, 20], [10, 20]]);
  const box = (west, south, east, north) => meets(west * 1e6, south * 1e6, east * 1e6, north * 1e6);
  assert.ok(box(20, 20, 21, 21));
  assert.ok(box(5, 5, 25, 25));
  assert.ok(box(14, 14, 15, 15));
  assert.ok(!box(20.000001, 10, 21, 11));
  const bent = meetsPolygon([[0, 0], [10, 0], [10, 10], [9, 1]]);
  assert.ok(!bent(2e6, 2e6, 3e6, 3e6), "in its box, outside of its bend");
});

test("what is asked survives the address", () => {
  const draw = draws(3);
  for (let turn = 0; turn < 100; turn += 1) {
    const asked = { ...randomCriteria(draw), q: turn % 2 ? "two words" : "" };
    const query = new URLSearchParams();
    writeCriteria(asked, query);
    const { kind, strike_status, harm_grade, ...others } = asked;
    const sorted = (codes) => [...codes].sort();
    const expected = { ...others, kind: sorted(kind), strike_status: sorted(strike_status), harm_grade: sorted(harm_grade), precision: sorted(asked.precision), language: sorted(asked.language), country: sorted(asked.country), admin1: sorted(asked.admin1), role: sorted(asked.role) };
    assert.deepEqual(criteriaOf(new URLSearchParams(query.toString())), expected);
  }
});

test("nonsense in the address asks for nothing", () => {
  const query = new URLSearchParams("kind=%3Cscript%3E&killed=-3&polygon=1,2,3&actor_id=x&polygon=&injured=99999999");
  assert.ok(asksNothing(criteriaOf(query)));
});
