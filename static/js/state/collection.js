/** All incidents that have arrived so far, and what of them a filter lets through. */

import { appendChunk, createColumns, rowsWith } from "./columns.js";
import { asksNothing, NOTHING } from "./criteria.js";
import { createDayIndex } from "./day_index.js";
import { facetsOf } from "./facets.js";
import { suresOf } from "./histogram.js";
import { drawnPlaces } from "./places.js";
import { outlineOf } from "./polygons.js";
import { addPositions, createPositions } from "./positions.js";
import { Sieve } from "./sieve.js";
import { Tally } from "./tally.js";

/** @typedef {import("./types.js").Filter} Filter */
/** @typedef {import("./types.js").Span} Span */

export class Collection {
  /**
   * @param {import("./columns.js").Manifest} manifest @param {import("./columns.js").Dictionary} dictionary
   * @param {import("./columns.js").Places} places
   */
  constructor(manifest, dictionary, places) {
    this.manifest = manifest;
    this.dictionary = dictionary;
    this.columns = createColumns(manifest);
    this.places = drawnPlaces(places, dictionary.precisions);
    this.positions = createPositions(this.columns);
    /** @type {Record<string, string[]>} by language, then by place; empty until they have arrived */
    this.names = {};
    /** @type {(import("./polygons.js").Outline | null)[]} by area; empty until they have arrived */
    this.outlines = [];
    this.tally = new Tally(places.count, manifest.count, manifest.own);
    this.sieve = new Sieve(this.columns, this.places, dictionary, NOTHING);
    /** @type {{codes: string[], count: number, rows: Uint8Array} | null} */
    this.found = null;
    /** @type {Filter} */
    this.filter = { ...NOTHING, window: null };
    /** By row, what the server said of the words that are looked for. @type {Uint8Array | null} */
    this.withWords = null;
    /** Rows of a window that facets are counted of. */
    this.others = new Uint32Array(manifest.count);
    /** @type {ReturnType<typeof createDayIndex> | null} of the rows that were there when it was last asked */
    this.indexed = null;
  }

  get index() {
    this.indexed ??= createDayIndex(this.columns);
    return this.indexed;
  }

  get isComplete() {
    return this.columns.count === this.columns.capacity;
  }

  /** The manifest's next chunk. @param {ArrayBuffer} buffer */
  append(buffer) {
    const { columns, places, positions, sieve } = this;
    const ownFrom = columns.own.count;
    const { from, to } = appendChunk(columns, buffer, places);
    addPositions(positions, columns, places, ownFrom);
    sieve.extend(from, to);
    this.indexed = null;
  }

  /** @param {(object | null)[]} areas  GeoJSON */
  addAreas(areas) {
    this.outlines = areas.map((area) => area && outlineOf(area));
  }

  /**
   * Tallies what the filter lets through.
   * @param {Filter} filter @param {string[] | null} found  codes of those with its words; null until the server has said so
   */
  select(filter, found = null) {
    const { columns, places, tally, sieve } = this;
    this.withWords = filter.q && found ? this.#rowsOf(found) : null;
    if (filter !== this.filter || this.withWords !== sieve.withWords) sieve.ask(filter, this.withWords);
    this.filter = filter;
    tally.take(columns, places, this.index.rowsIn(filter.window, asksNothing({ ...filter, window: null }) ? null : sieve.passes, tally.rows));
    return tally;
  }

  /** How sure it is that what `select` let through happened in its window. */
  get sures() {
    return suresOf(this.columns, this.tally.rows, this.tally.size, this.filter.window);
  }

  /** 1 for each row whose code is among them; the same array for the same codes and chunks. @param {string[]} codes */
  #rowsOf(codes) {
    const { columns, dictionary } = this;
    if (this.found?.codes === codes && this.found.count === columns.count) return this.found.rows;
    const rows = rowsWith(columns, dictionary, codes);
    this.found = { codes, count: columns.count, rows };
    return rows;
  }

  /** How many of the window each choice of a filter would give, under all the others; after `select`. */
  facets() {
    const { columns, places, dictionary, sieve, others, filter, index } = this;
    return facetsOf(columns, places, dictionary, sieve, others, index.rowsIn(filter.window, sieve.standing, others));
  }

  /** From the first day that any incident may have happened on to the last; null where none is dated. @returns {Span | null} */
  get extent() {
    const { first_day: start, last_day: end } = this.manifest;
    return start === null || end === null ? null : { start, end };
  }
}
