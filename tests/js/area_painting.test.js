import assert from "node:assert/strict";
import { test } from "node:test";

import { AreaPainting } from "../../static/js/state/area_painting.js";
import { areaPixels, circle } from "../../static/js/state/area_pixels.js";
import { mercatorX, mercatorY } from "../../static/js/state/columns.js";
import { pixelsAUnit, unitsAMetre } from "../../static/js/state/mercator.js";
import { outlineOf } from "../../static/js/state/polygons.js";
import { archive, tallied } from "./archive.js";
import { draws } from "./made_up.js";

const PALETTE = { kinds: [[200, 0, 0], [0, 0, 200]], mixed: [20, 20, 20], halo: [255, 255, 255] };
const [WIDTH, HEIGHT] = [300, 200];

/** The view around a spot. */
function view({ latitude = 35, longitude = 40, zoom = 8 } = {}) {
  const scale = pixelsAUnit(zoom);
  const left = Math.floor(mercatorX(longitude) * scale) - WIDTH / 2;
  const top = Math.floor(mercatorY(latitude) * scale) - HEIGHT / 2;
  return { scale, left, top, width: WIDTH, height: HEIGHT, smallest: 6 };
}

const begun = () => new AreaPainting(WIDTH, HEIGHT, 1, PALETTE);

function painted(known, seen = view()) {
  const painting = begun();
  painting.draw(known.places, known.outlines ?? [], tallied(known), seen);
  return painting;
}

const pixelsOf = (metres, seen = view()) => Math.round(metres * unitsAMetre(mercatorY(35)) * seen.scale);
const alphas = ({ pixels }, from, to, line = 100) => Array.from(pixels.subarray(line * WIDTH + from, line * WIDTH + to), (pixel) => pixel >>> 24);

test("the pixels of a ring are those whose middles it holds, and its edge covers those along it", () => {
  const square = Float64Array.of(10, 10, 20, 10, 20, 20, 10, 20, 10, 10);
  const hole = Float64Array.of(14, 14, 16, 14, 16, 16, 14, 16, 14, 14);
  const scratch = new Uint8Array(40 * 30);
  const { spans, edge, cover } = areaPixels([square, hole], 40, 30, 1, null, scratch);
  let size = 0;
  for (let at = 0; at < spans.length; at += 3) size += spans[at + 2] - spans[at + 1];
  assert.equal(size, 100 - 4);
  // The corners' pixels are covered from two sides, each by less than a half.
  const shares = new Map([...edge].map((at, index) => [at, cover[index]]));
  assert.equal(shares.get(10 * 40 + 15), 128);
  assert.equal(shares.get(9 * 40 + 15), 128);
  assert.equal(shares.get(12 * 40 + 12), undefined);
  assert.ok(scratch.every((value) => value === 0));
});

test("what reaches beyond the picture is cut off at its edge", () => {
  const { spans, edge } = areaPixels([circle(0, 0, 500)], 40, 30, 2, null, new Uint8Array(1200));
  assert.equal(spans.length / 3, 30);
  assert.ok(spans.every((value, index) => (index % 3 === 1 ? value === 0 : index % 3 === 2 ? value === 40 : true)));
  assert.equal(edge.length, 0);
});

test("a governorate is hatched to its boundary, and never has a pin in its middle", () => {
  const painting = painted(archive({ precision: "adm1", radius: 60_000 }));
  const radius = pixelsOf(60_000);
  const inside = alphas(painting, 150 - 26, 150 + 26);
  assert.deepEqual([Math.max(...inside), Math.min(...inside)], [115, 0]);
  assert.deepEqual(inside.slice(0, 13), inside.slice(13, 26));
  assert.ok(alphas(painting, 150 + radius - 1, 150 + radius + 2).some((alpha) => alpha > 150));
  assert.ok(alphas(painting, 150 + radius + 4, WIDTH).every((alpha) => alpha === 0));
});

test("a region is soft: filled, with a rim and no line", () => {
  const painting = painted(archive({ precision: "region", radius: 60_000 }));
  const radius = pixelsOf(60_000);
  const [middle] = alphas(painting, 150, 151);
  assert.ok(middle > 10 && middle < 40);
  assert.ok(Math.max(...alphas(painting, 0, WIDTH)) < 80);
  const [rim, beyond] = [alphas(painting, 150 + radius + 3, 150 + radius + 4)[0], alphas(painting, 150 + radius + 9, 150 + radius + 10)[0]];
  assert.ok(rim > 0 && rim < middle);
  assert.equal(beyond, 0);
});

test("an area with an outline has its shape, holes included", () => {
  const known = archive({ precision: "adm1", radius: 60_000 });
  const box = (west, south, east, north) => [[west, south], [east, south], [east, north], [west, north], [west, south]];
  known.outlines = [outlineOf({ type: "Polygon", coordinates: [box(39.8, 34.8, 40.2, 35.2), box(39.95, 34.95, 40.05, 35.05)] })];
  known.places.area[0] = 0;
  const painting = painted(known);
  assert.ok(alphas(painting, 145, 156).every((alpha) => alpha === 0));
  assert.ok(alphas(painting, 150 + 15, 150 + 30).some((alpha) => alpha > 0));
});

test("hatching of one colour over itself is one hatching: a district in its governorate", () => {
  const both = painted(archive({ precision: "adm1", radius: 60_000 }, { precision: "adm2", radius: 30_000 }));
  assert.equal(Math.max(...alphas(both, 150 - 13, 150 + 13)), 115);
});

test("what changed is drawn anew in its part alone, and the picture is what it would be from nothing", () => {
  const next = draws(5);
  const spot = () => ({ latitude: 34.6 + 0.8 * next(), longitude: 39.4 + 1.2 * next(), radius: Math.round(5000 + 40_000 * next()) });
  const facts = Array.from({ length: 40 }, (_, number) => ({ ...spot(), precision: ["adm1", "adm2", "region"][number % 3], kind: number % 2 }));
  const known = archive(...facts);
  const following = begun();
  const tally = tallied(known);
  const all = tally.counts.slice();
  for (let step = 0; step < 30; step += 1) {
    for (const at of known.places.areas) {
      tally.counts[at] = next() < 0.8 ? all[at] : 0;
      tally.kinds[at] = next() < 0.9 ? 1 : 3;
      tally.sureness[at] = Math.floor(3 * next());
    }
    following.draw(known.places, [], tally, view());
    const anew = begun();
    anew.draw(known.places, [], tally, view());
    assert.ok(following.pixels.every((pixel, at) => pixel === anew.pixels[at]), `step ${step}`);
  }
});

test("of many changes a frame draws one at least, and the next ones the others", () => {
  const known = archive(...Array.from({ length: 12 }, (_, number) => ({ precision: "adm2", latitude: 34.7 + number / 20, radius: 3000 })));
  const painting = begun();
  const tally = tallied(known);
  painting.draw(known.places, [], tally, view());
  assert.deepEqual(painting.draw(known.places, [], tally, view()), { isOther: false, isWhole: true });
  tally.kinds.fill(2);
  const late = () => painting.draw(known.places, [], tally, view(), performance.now() - 1);
  assert.deepEqual(late(), { isOther: true, isWhole: false });
  let calls = 1;
  while (!late().isWhole) calls += 1;
  assert.equal(calls, 11);
  const anew = begun();
  anew.draw(known.places, [], tally, view());
  assert.deepEqual(painting.pixels, anew.pixels);
});

test("an area that changes back before its turn leaves nothing of what was drawn of it beside another's", () => {
  const known = archive({ precision: "region", radius: 25_000 }, { precision: "region", radius: 25_000, longitude: 40.2 });
  const painting = begun();
  const tally = tallied(known);
  const [one, other] = known.places.areas;
  const step = (kindOfOne, kindOfOther, until) => {
    tally.kinds[one] = kindOfOne;
    tally.kinds[other] = kindOfOther;
    return painting.draw(known.places, [], tally, view(), until);
  };
  step(1, 1);
  assert.equal(step(2, 2, 0).isWhole, false);
  step(2, 1, 0);
  while (!step(2, 1, 0).isWhole);
  const anew = begun();
  anew.draw(known.places, [], tally, view());
  assert.deepEqual(painting.pixels, anew.pixels);
});

test("another archive in the same view is drawn from nothing", () => {
  const painting = begun();
  for (const longitude of [40, 40.3]) {
    const known = archive({ precision: "region", radius: 60_000, longitude });
    painting.draw(known.places, [], tallied(known), view());
    const anew = begun();
    anew.draw(known.places, [], tallied(known), view());
    assert.deepEqual(painting.pixels, anew.pixels);
  }
});
