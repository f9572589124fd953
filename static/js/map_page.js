/** The public map: puts together the state, the map, the timeline, the sidebar and the panel. */

import { byId, jsonOf } from "./lib/dom.js";
import { fetchJson } from "./lib/fetching.js";
import { afterRest } from "./lib/timing.js";
import { createIncidentLayer } from "./map/incident_layer.js";
import { createMapView } from "./map/map_view.js";
import { hatchPatterns } from "./map/patterns.js";
import { addTownLabels } from "./map/town_labels.js";
import { createAddress } from "./page/address.js";
import { createGoTo } from "./page/go_to.js";
import { summaryWords } from "./page/incident_button.js";
import { createPanel } from "./page/panel.js";
import { createSidebar } from "./page/sidebar.js";
import { createTimeline } from "./page/timeline.js";
import { datasetOf } from "./state/dataset.js";
import { isPlaced, newestFirst, shownOf } from "./state/filters.js";
import { fill } from "./state/format.js";
import { createStore } from "./state/store.js";
import { INITIAL, stateOf } from "./state/url.js";

/** @typedef {import("./state/types.js").Incident} Incident */

const config = jsonOf("map-config");
const kinds = config.kinds.map((/** @type {[string, string]} */ [code]) => code);
const store = createStore(stateOf(location.search, { kind: kinds }));
/** @type {Incident[]} */
let incidents = [];
/** @type {Incident[]} */
let shown = [];

document.body.append(hatchPatterns([...kinds, "mixed"]));
const view = createMapView(byId("map"), config, (moved) => store.set({ view: moved }));
if (!config.tiles) addTownLabels(view.map, config.urls.towns);
const layer = createIncidentLayer(view.map, choose, tooltipOf);
const panel = createPanel(config, { onOpen: open, onClose: () => open("") });
const sidebar = createSidebar(config, {
  onKinds: (chosen) => store.set({ filter: { ...store.state.filter, kind: chosen } }),
  onOpen: open,
});
const address = createAddress(store, (search) => {
  const before = store.state.view;
  store.set(stateOf(search, { kind: kinds }));
  const now = store.state.view;
  if (now && JSON.stringify(now) !== JSON.stringify(before)) view.look(now);
});
const timeline = createTimeline(config, store, address);
createGoTo(config, (place) => view.goTo(place.latitude, place.longitude, place.radius_m));

const drawList = afterRest(() => sidebar.drawList(shown, view.box(), store.state), 60);

store.subscribe((now, before) => {
  if (now.filter !== before.filter) drawShown();
  if (now.shown !== before.shown || now.filter !== before.filter) timeline.draw(incidents);
  if (now.selected !== before.selected) showSelected();
  drawList();
});
addEventListener("resize", afterRest(() => timeline.draw(incidents), 100));
load(config.urls.data);

/** @param {string} url */
async function load(url) {
  message("message-loading");
  try {
    const dataset = datasetOf(await fetchJson(url), config.language);
    incidents = dataset.incidents;
    sidebar.updated(dataset.changedAt);
  } catch (error) {
    console.warn("the incidents could not be loaded", error);
    message("message-failed", async () => load((await fetchJson(config.urls.version).catch(() => ({}))).data ?? url));
    return;
  }
  if (store.state.view) view.look(store.state.view);
  else view.fit(/** @type {any[]} */ (shownOf(incidents, store.state.filter).filter(isPlaced)));
  drawShown();
  timeline.draw(incidents);
  drawList();
  if (store.state.selected) showSelected();
  byId("explorer").dataset.ready = "true";
}

function drawShown() {
  shown = shownOf(incidents, store.state.filter);
  layer.show(shown);
  sidebar.draw(incidents, shown, store.state);
  if (!incidents.length) message("message-empty");
  else if (!shown.length) message("message-no-match", () => store.set({ filter: INITIAL.filter, shown: null }));
  else byId("stage-message").hidden = true;
}

/** @param {string} template  id of the words @param {() => void} [onButton] */
function message(template, onButton) {
  const box = byId("stage-message");
  box.replaceChildren(byId(template).content.cloneNode(true));
  if (onButton) box.querySelector("button")?.addEventListener("click", onButton);
  box.hidden = false;
}

/** @param {string} code  empty closes */
function open(code) {
  if (code === store.state.selected) showSelected();
  else store.set({ selected: code });
}

function showSelected() {
  const { selected } = store.state;
  layer.select(selected);
  sidebar.draw(incidents, shown, store.state);
  if (!selected) {
    panel.close();
    return;
  }
  const incident = incidents.find(({ code }) => code === selected);
  // Only when it is loaded does the panel have the size that it covers the map with.
  panel.open(selected).then(() => {
    if (incident && isPlaced(incident) && store.state.selected === selected) {
      view.reveal(incident.latitude, incident.longitude, byId("panel"));
    }
  });
}

/** @param {Incident[]} stack */
function choose(stack) {
  if (stack.length === 1) return open(stack[0].code);
  store.set({ selected: "" });
  panel.list([...stack].sort(newestFirst));
}

/** @param {Incident[]} stack */
function tooltipOf(stack) {
  if (stack.length > 1) return [stack[0].place, fill(config.words.here, { count: stack.length })];
  return [stack[0].title, summaryWords(stack[0], config)];
}
