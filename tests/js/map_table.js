/** Writes tables of the map's data, for the tests of their reader. */

const MAGIC = "SLT1";

/**
 * @param {object} header  beside the columns
 * @param {[{name: string, bytes: number, coding?: string, within?: string, rows?: string}, number[]][]} columns
 *   each with its values as they are coded
 */
export function table(header, columns) {
  const told = new TextEncoder().encode(JSON.stringify({ ...header, columns: columns.map(([column]) => column) }));
  const planes = columns.map(([{ bytes }, values]) => {
    const written = new Uint8Array(bytes * values.length);
    values.forEach((value, index) => {
      for (let plane = 0; plane < bytes; plane += 1) {
        written[plane * values.length + index] = Math.floor(value / 256 ** plane) % 256;
      }
    });
    return written;
  });
  const size = planes.reduce((sum, plane) => sum + plane.length, 8 + told.length);
  const file = new Uint8Array(size);
  file.set(new TextEncoder().encode(MAGIC));
  new DataView(file.buffer).setUint32(4, told.length, true);
  let offset = 8;
  for (const part of [told, ...planes]) {
    file.set(part, offset);
    offset += part.length;
  }
  return file.buffer;
}

/** @param {number} value */
export const zigzag = (value) => (value < 0 ? -2 * value - 1 : 2 * value);

/** Three places: nowhere, a town that its incidents share, and one near which each has a position of its own. */
export function placesFile() {
  const signed = (/** @type {string} */ name) => ({ name, bytes: 4, coding: "signed" });
  const micro = (/** @type {number[]} */ values) => values.map((value) => zigzag(Math.round(value * 1e6)));
  return table({ count: 3 }, [
    [{ name: "where", bytes: 1 }, [0, 1, 2]],
    [{ name: "precision", bytes: 1 }, [7, 2, 1]],
    [signed("longitude"), micro([0, 39.01, 0])],
    [signed("latitude"), micro([0, 35.95, 0])],
    [{ name: "radius", bytes: 2 }, [0, 5000, 0]],
    [signed("west"), micro([0, 38.95, 0])],
    [signed("south"), micro([0, 35.9, 0])],
    [signed("east"), micro([0, 39.07, 0])],
    [signed("north"), micro([0, 36, 0])],
    [{ name: "area", bytes: 1 }, [0, 2, 0]],
    [{ name: "country", bytes: 1 }, [0, 1, 1]],
    [{ name: "admin1", bytes: 0 }, []],
  ]);
}

export const DICTIONARY = { prefixes: ["SY-2019", "SY-2020", "odd"] };

export const MANIFEST = {
  format: 4,
  version: 1,
  changed_at: "2026-01-01T00:00:00Z",
  count: 4,
  undated: 1,
  own: 1,
  first_day: 18000,
  last_day: 18500,
  largest: { place: 2, prefix: 2, number: 40_000, actors: 300, languages: 1, killed: 40_000, injured: 12 },
  unreal: { demo: false, synthetic: false },
  files: {},
  chunks: [],
};

/** Two dated incidents and then an older one; the second has its own position. */
export function datedChunk() {
  const small = (/** @type {string} */ name, /** @type {number[]} */ values) => [{ name, bytes: 1 }, values];
  return table({ count: 3, own: 1 }, /** @type {any} */ ([
    [{ name: "first", bytes: 3, coding: "delta" }, [18500, 0, -500].map(zigzag)],
    small("days", [0, 30, 6]),
    small("date_precision", [0, 2, 1]),
    small("kind", [3, 0, 1]),
    small("strike_status", [1, 2, 3]),
    small("harm_grade", [4, 5, 0]),
    small("place", [1, 2, 0]),
    [{ name: "killed_least", bytes: 2 }, [1, 40_001, 0]],
    [{ name: "killed_more", bytes: 2 }, [1, 0, 8]],
    small("injured_least", [0, 3, 13]),
    small("injured_more", [0, 11, 1]),
    [{ name: "actors", bytes: 2 }, [300, 0, 1]],
    [{ name: "languages", bytes: 0 }, []],
    small("prefix", [1, 1, 0]),
    [{ name: "number", bytes: 3, coding: "delta", within: "prefix" }, [7, 39_993, 143].map(zigzag)],
    small("demo", [0, 1, 0]),
    [{ name: "longitude", bytes: 4, coding: "signed", rows: "own" }, [zigzag(-40_300_000)]],
    [{ name: "latitude", bytes: 4, coding: "signed", rows: "own" }, [zigzag(34_950_000)]],
    [{ name: "radius", bytes: 2, rows: "own" }, [25_000]],
    ...["west", "south", "east", "north"].map((name, side) => [{ name, bytes: 3, rows: "own" }, [270_000 + side]]),
  ]));
}

/** One that is known to be no later than a day. */
export function undatedChunk() {
  const nothing = ["days", "kind", "strike_status", "harm_grade", "place", "actors", "languages", "demo"];
  const tolls = ["killed_least", "killed_more", "injured_least", "injured_more"];
  const own = ["longitude", "latitude", "radius", "west", "south", "east", "north"];
  return table({ count: 1, own: 0, undated: true }, /** @type {any} */ ([
    [{ name: "not_before", bytes: 0 }, []],
    [{ name: "not_after", bytes: 3 }, [1_000_000 - 5]],
    [{ name: "date_precision", bytes: 1 }, [6]],
    [{ name: "prefix", bytes: 1 }, [2]],
    [{ name: "number", bytes: 0, coding: "delta", within: "prefix" }, []],
    ...[...nothing, ...tolls].map((name) => [{ name, bytes: 0 }, []]),
    ...own.map((name) => [{ name, bytes: 0, rows: "own" }, []]),
  ]));
}
