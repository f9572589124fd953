// The desk's page of an incident or a place: where it lies.
import { jsonOf } from "../lib/dom.js";
import { createDeskMap } from "../map/desk_map.js";

const container = document.querySelector("[data-record-map]");
const map = createDeskMap(container, jsonOf("record-shapes"), jsonOf("map-config"), () => {});
map.show(Number(container.dataset.recordMap));
