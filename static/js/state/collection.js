/** All incidents that have arrived so far, and what of them a filter lets through. */

import { appendChunk, createColumns } from "./columns.js";
import { asksNothing, NOTHING } from "./criteria.js";
import { createDayIndex } from "./day_index.js";
import { facetsOf } from "./facets.js";
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
    /** @type {Filter} */
    this.filter = { ...NOTHING, window: null };
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

  /** Tallies what the filter lets through. @param {Filter} filter */
  select(filter) {
    const { columns, places, tally, sieve } = this;
    if (filter !== this.filter) sieve.ask(filter);
    this.filter = filter;
    tally.take(columns, places, this.index.rowsIn(filter.window, asksNothing({ ...filter, window: null }) ? null : sieve.passes, tally.rows));
    return tally;
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
