/** Reads a folder of the map's data with the page's own reader, and prints what it found. */

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import { appendChunk, codeOf, createColumns, readPlaces } from "../../static/js/state/columns.js";

const folder = process.argv[2];
const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, "utf8"));
const bytes = (name) => {
  const content = gunzipSync(readFileSync(`${folder}/${name}.gz`));
  return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength);
};
const json = (name) => JSON.parse(new TextDecoder().decode(bytes(manifest.files[name].file)));
const places = readPlaces(bytes(manifest.files.places.file));
const columns = createColumns(manifest);
for (const chunk of manifest.chunks) appendChunk(columns, bytes(chunk.file), places);
const dictionary = json("dictionary");
const printed = { codes: Array.from(columns.x, (_, row) => codeOf(columns, dictionary, row)), undatedFrom: columns.undatedFrom };
for (const [name, value] of Object.entries(columns)) if (ArrayBuffer.isView(value)) printed[name] = Array.from(value);
printed.own = Object.fromEntries(Object.entries(columns.own).filter(([, value]) => ArrayBuffer.isView(value)).map(([name, value]) => [name, Array.from(value)]));
console.log(JSON.stringify(printed));
