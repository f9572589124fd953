// The desk's page of an incident: where it lies.
import { jsonOf } from "../lib/dom.js";
import { createDeskMap } from "../map/desk_map.js";

const container = document.querySelector("[data-incident-map]");
const map = createDeskMap(container, jsonOf("incident-shapes"), jsonOf("map-config"), () => {});
map.show(Number(container.dataset.incidentMap));
