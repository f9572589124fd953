/** The public map: puts together the state, the map, the timeline, the sidebar and the panel. */

import { byId, jsonOf, show } from "./lib/dom.js";
import { fetchJson } from "./lib/fetching.js";
import { afterRest, atMostEvery, changes, READABLE } from "./lib/timing.js";
import { createIncidentLayer } from "./map/incident_layer.js";
import { createMapView } from "./map/map_view.js";
import { createPointing } from "./map/pointing.js";
import { addTownLabels } from "./map/town_labels.js";
import { createAddress } from "./page/address.js";
import { createAreaFilter } from "./page/area_filter.js";
import { nameOf } from "./page/filter_choices.js";
import { createFiltersPanel } from "./page/filters_panel.js";
import { createGoTo } from "./page/go_to.js";
import { summaryWords } from "./page/incident_button.js";
import { loadCollection } from "./page/loading.js";
import { createPanel } from "./page/panel.js";
import { createSearch } from "./page/search.js";
import { createSidebar, LONGEST_LIST } from "./page/sidebar.js";
import { createTimeline } from "./page/timeline.js";
import { latitudeOf, longitudeOf, rowOf } from "./state/columns.js";
import { asksNothing, differ } from "./state/criteria.js";
import { described } from "./state/description.js";
import { fill } from "./state/format.js";
import { boundsOf, inView } from "./state/in_view.js";
import { incidentOf } from "./state/incidents.js";
import { FORM } from "./state/places.js";
import { standingParties } from "./state/parties.js";
import { createStore } from "./state/store.js";
import { figuresOf, listsOf } from "./state/summary.js";
import { INITIAL, stateOf } from "./state/url.js";

/** @typedef {import("./state/collection.js").Collection} Collection */

const config = jsonOf("map-config");
/** What the link said: the address may be another by the time that the first incidents arrive. */
const ASKED = location.search;
/** The codes that there are, by criterion. @type {any} */
const known = Object.fromEntries(Object.entries(config.choices).map(([name, choices]) => [name, choices.map(([code]) => code)]));
const store = createStore(stateOf(ASKED, known));
/** @type {Collection | null} */
let collection = null;

const view = createMapView(byId("map"), config, (moved) => store.set({ view: moved }));
if (!config.tiles) addTownLabels(view.map, config.urls.towns);
const layer = createIncidentLayer(view.map);
createPointing(view.map, layer, choose, tooltipOf);
const panel = createPanel(config, { onOpen: open, onClose: () => open("") });
const sidebar = createSidebar(config, {
  onOpen: open,
  onClear: () => store.set({ filter: INITIAL.filter, shown: null }),
  onFocus: (code) => layer.mark({ focused: rowAt(code) }),
  incidentAt,
});
const address = createAddress(store, (search) => {
  const before = store.state.view;
  store.set(stateOf(search, known, collection?.extent));
  // After that: pausing writes where the time stands into the address.
  timeline.pause();
  const now = store.state.view;
  if (now && JSON.stringify(now) !== JSON.stringify(before)) view.look(now);
  if (collection) followMerges(collection);
});
const filters = createFiltersPanel(config, ask);
const search = createSearch(config, filters.tellOfWords, () => collection && drawFiltered(collection));
createAreaFilter(view.map, layer, store, ask);
const timeline = createTimeline(config, store, address, () => drawAtRest());
createGoTo(config, (place) => view.goTo(place.latitude, place.longitude, place.radius_m));

const [areOtherCounts, areOtherLists] = [changes(), changes()];
const drawFigures = atMostEvery(() => collection && sidebar.draw(figuresOf(collection)), READABLE);

/** What is read at rest: while one drags the brush, steps or plays, the map, the dates and the figures alone follow. */
const drawAtRest = afterRest(() => {
  // Nobody reads lists that are others eleven times a second; they come when time stands still.
  if (!collection || timeline.isPlaying()) return;
  drawCounts(collection);
  if (areOtherLists(contentsOf(collection))) sidebar.drawLists(figuresOf(collection), listsOf(collection, LONGEST_LIST), store.state);
  sidebar.drawInView(inView(collection.columns, collection.places, collection.tally, view.box(), LONGEST_LIST), store.state);
}, 60);

store.subscribe((now, before) => {
  if (!collection) return;
  if (differ(now.filter, before.filter)) {
    search.look(now.filter.q);
    drawFiltered(collection);
  } else if (now.filter !== before.filter) {
    drawShown(collection);
    drawFigures();
    timeline.drawWindow();
  }
  if (now.shown !== before.shown) timeline.drawBars();
  else if (now.playing !== before.playing) timeline.drawWindow();
  if (now.selected !== before.selected) showSelected();
  if (now.filter !== before.filter || now.view !== before.view) drawAtRest();
});
addEventListener("resize", afterRest(timeline.drawBars, 100));
search.look(store.state.filter.q);
load();

async function load() {
  message("message-loading");
  // Where the link says nothing the map looks at what there is, unless somebody looks elsewhere meanwhile.
  let isLooking = store.state.view === null;
  const stage = byId("map");
  const stop = () => (isLooking = false);
  for (const kind of ["pointerdown", "wheel", "keydown"]) stage.addEventListener(kind, stop, { once: true, passive: true });
  if (store.state.view) view.look(store.state.view);
  try {
    await loadCollection(config.urls.data, (arrived) => {
      const isFirst = collection !== arrived;
      collection = arrived;
      arrive(arrived, isFirst, isLooking && (isFirst || arrived.isComplete));
    });
  } catch (error) {
    console.warn("the incidents could not be loaded", error);
    message("message-failed", load);
    return;
  }
  byId("explorer").dataset.ready = "true";
}

/** @param {Collection} arrived @param {boolean} isFirst  of this collection @param {boolean} isLooking */
function arrive(arrived, isFirst, isLooking) {
  if (isFirst) {
    sidebar.updated(arrived.manifest.changed_at);
    address.settle(() => {
      // Of a link that names one day alone.
      const { window } = stateOf(ASKED, known, arrived.extent).filter;
      if (window && !store.state.filter.window) store.set({ filter: { ...store.state.filter, window } });
      followMerges(arrived);
    });
  }
  if (isFirst || arrived.isComplete) {
    view.map.once("incidentsdrawn", () => performance.mark(isFirst ? "newest incidents drawn" : "all incidents drawn"));
  }
  drawFiltered(arrived);
  const bounds = isLooking ? boundsOf(arrived.columns, arrived.places, arrived.tally) : null;
  if (bounds) view.fit(bounds);
  if (arrived.isComplete || isFirst) drawAtRest();
  if (store.state.selected) showSelected();
}

/** Ask for the parties of a link as what they are now. @param {Collection} collection */
function followMerges({ dictionary }) {
  const asked = store.state.filter.actor_id;
  const standing = standingParties(asked, dictionary);
  if (standing !== asked) ask({ actor_id: standing });
}

/** @param {Partial<import("./state/criteria.js").Criteria>} asked  of the filters */
function ask(asked) {
  store.set({ filter: { ...store.state.filter, ...asked } });
}

/** After a filter other than the window has changed, or more has arrived. @param {Collection} collection */
function drawFiltered(collection) {
  drawShown(collection);
  sidebar.draw(figuresOf(collection));
  drawCounts(collection);
  timeline.show(collection.columns, collection.sieve.passes, collection.extent);
}

/** @param {Collection} collection */
function drawShown(collection) {
  const { columns, positions, places, outlines, dictionary } = collection;
  const tally = collection.select(store.state.filter, search.found(store.state.filter.q));
  layer.show({ columns, positions, places, outlines, tally, kinds: dictionary.kinds });
  if (!collection.isComplete) {
    const share = Math.floor((100 * columns.count) / columns.capacity);
    message("message-arriving", null, { share: `${share} %` });
  } else if (!columns.count) message("message-empty");
  else if (!tally.size && store.state.filter.q && !search.found(store.state.filter.q)) show(byId("stage-message"), false);
  else if (!tally.size) message("message-no-match", () => store.set({ filter: INITIAL.filter, shown: null }));
  else show(byId("stage-message"), false);
}

/** What counts and lists depend on. @param {Collection} collection */
function contentsOf(collection) {
  const { filter } = store.state;
  return [filter, collection, collection.columns.count, collection.names, search.found(filter.q)];
}

/** What each choice would give, and what is shown in words. @param {Collection} collection */
function drawCounts(collection) {
  if (!areOtherCounts(contentsOf(collection))) return;
  const { filter } = store.state;
  sidebar.describe(described(filter, nameOf(config, collection.dictionary), config.language, config.words), asksNothing(filter));
  filters.draw(filter, collection.facets(), collection.dictionary);
}

/**
 * @param {string} template  id of the words @param {(() => void) | null} [onButton]
 * @param {Record<string, string | number>} [values]  that the words name
 */
function message(template, onButton = null, values = {}) {
  const box = byId("stage-message");
  box.replaceChildren(byId(template).content.cloneNode(true));
  for (const line of box.querySelectorAll("p")) line.textContent = fill(line.textContent, values);
  if (onButton) box.querySelector("button")?.addEventListener("click", onButton);
  box.hidden = false;
}

/** @param {number} row */
function incidentAt(row) {
  return incidentOf(/** @type {Collection} */ (collection), row, config);
}

/** @param {string} code @returns {number} -1 where it is not there */
function rowAt(code) {
  return code && collection ? rowOf(collection.columns, collection.dictionary, code) : -1;
}

/** @param {string} code  empty closes */
function open(code) {
  if (code === store.state.selected) showSelected();
  else store.set({ selected: code });
}

function showSelected() {
  const { selected } = store.state;
  const row = rowAt(selected);
  layer.mark({ selected: row });
  sidebar.select(selected);
  if (!selected) {
    panel.close();
    return;
  }
  // Only when it is loaded does the panel have the size that it covers the map with.
  panel.open(selected).then(() => {
    if (!collection || row < 0 || store.state.selected !== selected) return;
    const { columns, places } = collection;
    if (places.form[columns.place[row]] === FORM.NONE) return;
    view.reveal(latitudeOf(columns.y[row]), longitudeOf(columns.x[row]), byId("panel"));
  });
}

/** @param {number[]} rows  newest first */
function choose(rows) {
  if (rows.length === 1) return open(incidentAt(rows[0]).code);
  store.set({ selected: "" });
  panel.list(rows.slice(0, LONGEST_LIST).map(incidentAt), rows.length);
}

/** @param {number} row @param {number} count */
function tooltipOf(row, count) {
  const newest = incidentAt(row);
  if (count > 1) return [newest.place, fill(config.words.here, { count })];
  return [newest.title, summaryWords(newest, config)];
}
