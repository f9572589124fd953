/**
 * The one reader of the map's data (docs/map-data.md): binary files in, typed arrays of all incidents out, newest first.
 * Whoever changes the format changes this module and `publicmap/columns/`.
 */

/** In `x` and `y`: not on the map. */
export const NOWHERE = 0xffffffff;
/** In `first`, `last`, `notBefore` and `notAfter`: no date. */
export const UNDATED = -0x80000000;
/** In the casualties' columns: not said. */
export const UNSAID = -1;
/** A place's `where`. */
export const OFF_MAP = 0;
export const SHARED = 1;
export const OWN = 2;

const MAGIC = 0x31544c53; // "SLT1"
const WORLD = 2 ** 32;
const MICRO = 1e6;
const BOUND_FROM = 1_000_000; // added to a bound of an undated one, so that 0 is "not said"

/** @typedef {Uint8Array | Uint16Array | Uint32Array} Indexes */
/** @typedef {Int16Array | Int32Array} Counts */

/**
 * @typedef {object} ChunkEntry  of the manifest
 * @property {string} file
 * @property {number} bytes  compressed
 * @property {number} count
 * @property {number} own
 * @property {number} [first]  earliest first day
 * @property {number} [last]  latest first day
 * @property {number} [until]  latest last day
 * @property {boolean} [undated]
 *
 * @typedef {object} Manifest
 * @property {number} format
 * @property {number} version
 * @property {string} changed_at
 * @property {number} count
 * @property {number} undated
 * @property {number} own
 * @property {number | null} first_day
 * @property {number | null} last_day
 * @property {Record<string, number>} largest
 * @property {{demo: boolean, synthetic: boolean}} unreal
 * @property {Record<string, {file: string, bytes: number}>} files
 * @property {ChunkEntry[]} chunks  newest first
 *
 * @typedef {object} Dictionary
 * @property {string[]} kinds
 * @property {string[]} precisions
 * @property {string[]} date_precisions
 * @property {string[]} strike_statuses
 * @property {string[]} harm_grades
 * @property {string[]} roles
 * @property {string[]} languages
 * @property {number[][]} language_sets
 * @property {({id: number | null, en: string, ar: string, was?: number[]} | null)[]} actors
 * @property {[number, number][][]} actor_sets  members are [actor, role]
 * @property {string[]} prefixes
 * @property {string[]} countries
 * @property {string[]} admin1
 * @property {Record<string, {en: string, ar: string}>} admin1_names
 *
 * @typedef {object} Box  in millionths of a degree
 * @property {Int32Array} west
 * @property {Int32Array} south
 * @property {Int32Array} east
 * @property {Int32Array} north
 *
 * @typedef {object} PlaceColumns
 * @property {number} count
 * @property {Uint8Array} where  OFF_MAP, SHARED or OWN
 * @property {Uint8Array} precision
 * @property {Uint32Array} x  NOWHERE unless SHARED
 * @property {Uint32Array} y
 * @property {Uint32Array} radius  metres
 * @property {Int32Array} area  index into the areas; -1 for none
 * @property {Uint16Array} country
 * @property {Uint16Array} admin1
 *
 * @typedef {PlaceColumns & Box} Places  the box is of those that are SHARED
 *
 * @typedef {object} Own
 * @property {number} count  filled so far
 * @property {Uint32Array} row
 *
 * @typedef {object} Columns
 * @property {number} count  rows filled so far
 * @property {number} capacity
 * @property {number} undatedFrom  the row from which on there are no dates
 * @property {Uint32Array} x  NOWHERE for what is not on the map
 * @property {Uint32Array} y
 * @property {Int32Array} first  never rising; UNDATED at the end
 * @property {Int32Array} last
 * @property {Int32Array} notBefore  of row `undatedFrom + index`
 * @property {Int32Array} notAfter
 * @property {Indexes} place
 * @property {Uint8Array} precision
 * @property {Uint32Array} radius
 * @property {Uint8Array} kind
 * @property {Uint8Array} datePrecision
 * @property {Uint8Array} status
 * @property {Uint8Array} grade
 * @property {Counts} killedMin  UNSAID where nothing is said
 * @property {Counts} killedMax
 * @property {Counts} injuredMin
 * @property {Counts} injuredMax
 * @property {Indexes} actors
 * @property {Indexes} languages
 * @property {Indexes} prefix
 * @property {Indexes} number
 * @property {Uint8Array} demo
 * @property {Own & Box} own  the rows whose position is their own, in order
 *
 * @typedef {object} Table
 * @property {any} header
 * @property {(name: string) => boolean} has
 * @property {(name: string, into?: Writable, at?: number) => Writable} read  fills `into` from index `at` on
 *
 * @typedef {Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array} Writable
 */

/** @param {ArrayBuffer | Uint8Array} buffer  whether it still is what `gunzip` takes: a host did not say so */
export function isCompressed(buffer) {
  const bytes = new Uint8Array(buffer);
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** @param {ArrayBuffer} buffer @returns {Promise<ArrayBuffer>} */
export function gunzip(buffer) {
  return new Response(new Blob([buffer]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/**
 * Empty columns for all that the manifest counts, in the smallest arrays that hold them.
 * @param {Manifest} manifest @returns {Columns}
 */
export function createColumns(manifest) {
  const { count, undated, own, largest } = manifest;
  const numbers = () => new Int32Array(own);
  return {
    count: 0,
    capacity: count,
    undatedFrom: count - undated,
    x: new Uint32Array(count),
    y: new Uint32Array(count),
    first: new Int32Array(count),
    last: new Int32Array(count),
    notBefore: new Int32Array(undated),
    notAfter: new Int32Array(undated),
    place: indexes(count, largest.place),
    precision: new Uint8Array(count),
    radius: new Uint32Array(count),
    kind: new Uint8Array(count),
    datePrecision: new Uint8Array(count),
    status: new Uint8Array(count),
    grade: new Uint8Array(count),
    killedMin: counts(count, largest.killed),
    killedMax: counts(count, largest.killed),
    injuredMin: counts(count, largest.injured),
    injuredMax: counts(count, largest.injured),
    actors: indexes(count, largest.actors),
    languages: indexes(count, largest.languages),
    prefix: indexes(count, largest.prefix),
    number: indexes(count, largest.number),
    demo: new Uint8Array(count),
    own: { count: 0, row: new Uint32Array(own), west: numbers(), south: numbers(), east: numbers(), north: numbers() },
  };
}

/** @param {number} count @param {number} largest @returns {Indexes} */
function indexes(count, largest) {
  if (largest < 2 ** 8) return new Uint8Array(count);
  return largest < 2 ** 16 ? new Uint16Array(count) : new Uint32Array(count);
}

/** @param {number} count @param {number} largest @returns {Counts} */
function counts(count, largest) {
  return largest < 2 ** 15 - 1 ? new Int16Array(count) : new Int32Array(count);
}

/** @param {ArrayBuffer} buffer  a places file @returns {Places} */
export function readPlaces(buffer) {
  const table = readTable(buffer);
  const { count } = table.header;
  const read = (/** @type {string} */ name) => /** @type {Int32Array} */ (table.read(name, new Int32Array(count)));
  const where = /** @type {Uint8Array} */ (table.read("where", new Uint8Array(count)));
  const x = new Uint32Array(count).fill(NOWHERE);
  const y = new Uint32Array(count).fill(NOWHERE);
  const [longitude, latitude] = [read("longitude"), read("latitude")];
  for (let row = 0; row < count; row += 1) {
    if (where[row] !== SHARED) continue;
    x[row] = mercatorX(longitude[row] / MICRO);
    y[row] = mercatorY(latitude[row] / MICRO);
  }
  return {
    count,
    where,
    precision: /** @type {Uint8Array} */ (table.read("precision", new Uint8Array(count))),
    x,
    y,
    radius: /** @type {Uint32Array} */ (table.read("radius", new Uint32Array(count))),
    area: read("area").map((number) => number - 1),
    country: /** @type {Uint16Array} */ (table.read("country", new Uint16Array(count))),
    admin1: /** @type {Uint16Array} */ (table.read("admin1", new Uint16Array(count))),
    west: read("west"),
    south: read("south"),
    east: read("east"),
    north: read("north"),
  };
}

/**
 * Add a chunk, the manifest's next one, behind the rows that are there.
 * @param {Columns} columns @param {ArrayBuffer} buffer @param {Places} places
 * @returns {{from: number, to: number}} its rows, `to` excluded
 */
export function appendChunk(columns, buffer, places) {
  const table = readTable(buffer);
  const from = columns.count;
  const to = from + table.header.count;
  if (to > columns.capacity) throw new RangeError("there are more incidents in the chunk than the manifest counts");
  table.read("place", columns.place, from);
  table.read("kind", columns.kind, from);
  table.read("date_precision", columns.datePrecision, from);
  table.read("strike_status", columns.status, from);
  table.read("harm_grade", columns.grade, from);
  table.read("actors", columns.actors, from);
  table.read("languages", columns.languages, from);
  table.read("prefix", columns.prefix, from);
  table.read("number", columns.number, from);
  table.read("demo", columns.demo, from);
  readToll(table, "killed", columns.killedMin, columns.killedMax, from, to);
  readToll(table, "injured", columns.injuredMin, columns.injuredMax, from, to);
  if (table.header.undated) readBounds(table, columns, from, to);
  else readDays(table, columns, from, to);
  stand(columns, places, from, to);
  readOwn(table, columns, places, from, to);
  columns.count = to;
  return { from, to };
}

/** @param {Table} table @param {Columns} columns @param {number} from @param {number} to */
function readDays(table, { first, last }, from, to) {
  table.read("first", first, from);
  table.read("days", last, from);
  for (let row = from; row < to; row += 1) last[row] += first[row];
}

/** @param {Table} table @param {Columns} columns @param {number} from @param {number} to */
function readBounds(table, columns, from, to) {
  columns.first.fill(UNDATED, from, to);
  columns.last.fill(UNDATED, from, to);
  for (const [name, bounds] of /** @type {[string, Int32Array][]} */ ([
    ["not_before", columns.notBefore],
    ["not_after", columns.notAfter],
  ])) {
    const start = from - columns.undatedFrom;
    table.read(name, bounds, start);
    for (let index = start; index < start + to - from; index += 1) {
      bounds[index] = bounds[index] ? bounds[index] - BOUND_FROM : UNDATED;
    }
  }
}

/**
 * @param {Table} table @param {string} harm @param {Counts} least @param {Counts} most
 * @param {number} from @param {number} to
 */
function readToll(table, harm, least, most, from, to) {
  table.read(`${harm}_least`, least, from);
  table.read(`${harm}_more`, most, from);
  for (let row = from; row < to; row += 1) {
    least[row] -= 1;
    most[row] = most[row] ? most[row] - 1 + Math.max(0, least[row]) : UNSAID;
  }
}

/** What a row has of its place. @param {Columns} columns @param {Places} places @param {number} from @param {number} to */
function stand({ place, precision, radius, x, y }, places, from, to) {
  for (let row = from; row < to; row += 1) {
    const at = place[row];
    precision[row] = places.precision[at];
    radius[row] = places.radius[at];
    x[row] = places.x[at];
    y[row] = places.y[at];
  }
}

/**
 * @param {Table} table @param {Columns} columns @param {Places} places @param {number} from @param {number} to
 */
function readOwn(table, columns, places, from, to) {
  const { own, place, x, y } = columns;
  const start = own.count;
  const read = (/** @type {string} */ name) => table.read(name, new Int32Array(table.header.own));
  const [longitude, latitude, radius] = [read("longitude"), read("latitude"), read("radius")];
  for (const side of /** @type {const} */ (["west", "south", "east", "north"])) table.read(side, own[side], start);
  let index = 0;
  for (let row = from; row < to; row += 1) {
    if (places.where[place[row]] !== OWN) continue;
    const at = start + index;
    own.row[at] = row;
    x[row] = mercatorX(longitude[index] / MICRO);
    y[row] = mercatorY(latitude[index] / MICRO);
    columns.radius[row] = radius[index];
    own.west[at] = longitude[index] - own.west[at];
    own.south[at] = latitude[index] - own.south[at];
    own.east[at] += longitude[index];
    own.north[at] += latitude[index];
    index += 1;
  }
  own.count = start + index;
}

/**
 * The columns of one binary file.
 * @param {ArrayBuffer} buffer @returns {Table}
 */
export function readTable(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < 8 || view.getUint32(0, true) !== MAGIC) throw new TypeError("this is no table of the map");
  const length = view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
  const sizeOf = (/** @type {any} */ column) => (column.rows === "own" ? header.own : header.count);
  /** @type {Map<string, {column: any, size: number, offset: number}>} */
  const found = new Map();
  let offset = 8 + length;
  for (const column of header.columns) {
    const size = sizeOf(column);
    found.set(column.name, { column, size, offset });
    offset += size * column.bytes;
  }
  if (offset !== buffer.byteLength) throw new TypeError("this table of the map is cut short");
  /** @param {string} name @param {Writable} into @param {number} at */
  const read = (name, into, at) => {
    const { column, size, offset: start } = /** @type {any} */ (found.get(name));
    const planes = new Uint8Array(buffer, start, size * column.bytes);
    if (!column.coding) return readPlanes(planes, column.bytes, size, into, at);
    // What the values are coded as may not fit where they will.
    const values = readPlanes(planes, column.bytes, size, new Int32Array(size), 0);
    if (column.coding === "delta") addUp(values, column.within ? read(column.within, new Uint32Array(size), 0) : null);
    else for (let index = 0; index < size; index += 1) values[index] = unfolded(values[index]);
    into.set(values, at);
    return into;
  };
  return {
    header,
    has: (name) => found.has(name),
    read: (name, into = new Int32Array(found.get(name)?.size ?? 0), at = 0) => read(name, into, at),
  };
}

/** @param {Uint8Array} planes @param {number} width @param {number} size @param {Writable} into @param {number} at */
function readPlanes(planes, width, size, into, at) {
  if (!width) into.fill(0, at, at + size);
  for (let plane = 0; plane < width; plane += 1) {
    const start = plane * size;
    const shift = plane * 8;
    if (!plane) into.set(planes.subarray(0, size), at);
    else for (let index = 0; index < size; index += 1) into[at + index] |= planes[start + index] << shift;
  }
  return into;
}

/** Zigzag. @param {number} value */
function unfolded(value) {
  return (value >>> 1) ^ -(value & 1);
}

/** @param {Writable} values @param {Writable | null} whose  the sum begins anew where these change */
function addUp(values, whose) {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    if (whose && index && whose[index] !== whose[index - 1]) sum = 0;
    sum += unfolded(values[index]);
    values[index] = sum;
  }
}

/** @param {number} longitude  degrees @returns {number} */
export function mercatorX(longitude) {
  return within(((longitude + 180) / 360) * WORLD);
}

/** @param {number} latitude  degrees @returns {number} */
export function mercatorY(latitude) {
  return within((0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)) * WORLD);
}

/** @param {number} x @returns {number} degrees */
export function longitudeOf(x) {
  return (x / WORLD) * 360 - 180;
}

/** @param {number} y @returns {number} degrees */
export function latitudeOf(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;
}

/** @param {number} value */
function within(value) {
  return Math.min(NOWHERE - 1, Math.max(0, Math.floor(value)));
}

/** Such as SY-2020-0143. @param {Columns} columns @param {Dictionary} dictionary @param {number} row */
export function codeOf(columns, dictionary, row) {
  const prefix = dictionary.prefixes[columns.prefix[row]];
  const number = columns.number[row];
  return number ? `${prefix}-${String(number).padStart(4, "0")}` : prefix;
}

/**
 * The row of a code; -1 where it is not among those that have arrived.
 * @param {Columns} columns @param {Dictionary} dictionary @param {string} code
 */
export function rowOf(columns, dictionary, code) {
  const cut = code.lastIndexOf("-");
  const whole = dictionary.prefixes.indexOf(code);
  const prefix = whole >= 0 ? whole : dictionary.prefixes.indexOf(code.slice(0, cut));
  const number = whole >= 0 ? 0 : Number(code.slice(cut + 1));
  if (prefix < 0) return -1;
  for (let row = 0; row < columns.count; row += 1) {
    if (columns.number[row] === number && columns.prefix[row] === prefix) return row;
  }
  return -1;
}

/**
 * Which of the rows that have arrived bear one of the codes.
 * @param {Columns} columns @param {Dictionary} dictionary @param {string[]} codes
 * @returns {Uint8Array} by row: 1 for those
 */
export function rowsWith(columns, dictionary, codes) {
  const numbers = dictionary.prefixes.map(() => /** @type {Set<number>} */ (new Set()));
  const places = new Map(dictionary.prefixes.map((prefix, at) => [prefix, at]));
  for (const code of codes) {
    const cut = code.lastIndexOf("-");
    const whole = places.get(code);
    const prefix = whole ?? places.get(code.slice(0, cut));
    if (prefix !== undefined) numbers[prefix].add(whole === undefined ? Number(code.slice(cut + 1)) : 0);
  }
  const found = new Uint8Array(columns.capacity);
  for (let row = 0; row < columns.count; row += 1) found[row] = Number(numbers[columns.prefix[row]].has(columns.number[row]));
  return found;
}
