/** Fetches the map's data (docs/map-data.md): the newest chunk first, so that the map is of use before the rest is there. */

import { fetchBytes, fetchJson, Refused } from "../lib/fetching.js";
import { Collection } from "../state/collection.js";
import { gunzip, isCompressed, readPlaces } from "../state/columns.js";

/** Chunks on their way at once: enough to fill the line, few enough that the next one to be read comes soon. */
const AT_ONCE = 4;
/** Each report of what has arrived costs a drawing of all of it: at most this share of the time goes there. */
const BUSY = 0.25;
const TRIES = 3;
/** What the server answers while the data are being made for the first time; and milliseconds to wait for them. */
const NOT_YET = 503;
const A_WHILE = 3000;
const AT_MOST = 120_000;

/**
 * @param {string} url  of the manifest
 * @param {(collection: Collection) => void} onArrival  as more and more has arrived, the last time with all of it
 * @throws {Error} where it cannot be fetched or read
 */
export async function loadCollection(url, onArrival) {
  const started = performance.now();
  for (let turn = 1; ; ) {
    try {
      await load(url, onArrival);
      return;
    } catch (error) {
      // 404: what the manifest named was replaced since, and the next one names what is there now.
      if (error instanceof Refused && error.status === NOT_YET && performance.now() - started < AT_MOST)
        await new Promise((resolve) => setTimeout(resolve, A_WHILE));
      else if (error instanceof Refused && error.status === 404 && turn < TRIES) turn += 1;
      else throw error;
    }
  }
}

/** @param {string} url @param {(collection: Collection) => void} onArrival */
async function load(url, onArrival) {
  const manifest = await fetchJson(url);
  const address = (/** @type {string} */ name) => new URL(name, new URL(url, location.href)).href;
  const json = async (/** @type {string} */ name) => JSON.parse(new TextDecoder().decode(await bytes(address(manifest.files[name].file))));
  const chunks = fetchedAhead(manifest.chunks.map((/** @type {any} */ chunk) => address(chunk.file)));
  const [dictionary, places, first] = await Promise.all([json("dictionary"), bytes(address(manifest.files.places.file)), chunks.next()]);
  const collection = new Collection(manifest, dictionary, readPlaces(places));
  const others = Promise.all([json("names").then((names) => (collection.names = names)), json("areas").then((areas) => collection.addAreas(areas))]);
  // Looked at below; until then a failure is no unhandled one.
  others.catch(() => {});
  if (first) collection.append(first);
  onArrival(collection);
  let next = 0;
  for (let chunk = await chunks.next(); chunk; chunk = await chunks.next()) {
    collection.append(chunk);
    const started = performance.now();
    if (collection.isComplete || started < next) continue;
    onArrival(collection);
    await frame();
    next = performance.now() + (performance.now() - started) * (1 / BUSY - 1);
  }
  await others;
  onArrival(collection);
}

/** The drawing is asked for by then, and done. */
function frame() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** @param {string[]} urls */
function fetchedAhead(urls) {
  /** @type {Promise<ArrayBuffer>[]} */
  const waiting = [];
  let asked = 0;
  const ask = () => {
    while (asked < urls.length && waiting.length < AT_ONCE) {
      const chunk = bytes(urls[asked++]);
      chunk.catch(() => {});
      waiting.push(chunk);
    }
  };
  ask();
  return {
    async next() {
      const chunk = await waiting.shift();
      ask();
      return chunk ?? null;
    },
  };
}

/** @param {string} url */
async function bytes(url) {
  const buffer = await fetchBytes(url);
  return isCompressed(buffer) ? gunzip(buffer) : buffer;
}
