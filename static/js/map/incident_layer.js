/**
 * The incidents of a window as one Leaflet layer over typed arrays: areas on a canvas below, symbols on one above them,
 * and what is selected or has the focus on a third.
 */

import { show } from "../lib/dom.js";
import { afterRest } from "../lib/timing.js";
import { AreaPainting } from "../state/area_painting.js";
import { sumsFor } from "../state/depth.js";
import { Painting } from "../state/painting.js";
import { pixelsAUnit } from "../state/mercator.js";
import { L } from "./leaflet.js";
import { drawMarks } from "./marks.js";
import { readDigits, readPalette } from "./palette.js";

/** Pixels that are drawn beyond the map's edge, so that it does not tear at once when it is dragged. */
const PAD = 48;
/** Areas change seldom: as long as those in sight are on the canvas, it only moves along, and is centred at rest. */
const AREA_PAD = 96;
const REST = 200;
/** Their hatching needs no more pixels to one of the style sheet, and a telephone's memory is small. */
const AREA_RATIO = 2;
/** Milliseconds from one change of the areas to the next, and into a frame after which the rest of them waits for another. */
const AREAS_EVERY = 50;
const FRAME_MS = 6;
/** While the map is dragged it is drawn anew for at most this share of the time; in between the last picture moves along. */
const BUSY = 0.4;

/** A point's radius at that zoom, in pixels of the style sheet. @param {number} zoom */
function smallestAt(zoom) {
  return Math.max(4, Math.min(7, Math.floor(zoom / 2) + 2));
}

/** One canvas in a pane of its own, which shows a part of the world at one zoom. */
class Picture {
  /** @param {any} map @param {string} pane @param {number} pad  pixels beyond each edge of the map */
  constructor(map, pane, pad) {
    this.map = map;
    this.pad = pad;
    this.canvas = L.DomUtil.create("canvas", "incident-canvas leaflet-zoom-animated", map.getPane(pane));
    this.context = this.canvas.getContext("2d");
    /** @type {import("../state/symbols.js").View | null} */
    this.view = null;
  }

  /** @param {number} ratio */
  resize(ratio) {
    const { x: width, y: height } = this.map.getSize();
    this.ratio = ratio;
    this.width = Math.round((width + 2 * this.pad) * ratio);
    this.height = Math.round((height + 2 * this.pad) * ratio);
    Object.assign(this.canvas, { width: this.width, height: this.height });
    Object.assign(this.canvas.style, { width: `${this.width / ratio}px`, height: `${this.height / ratio}px` });
    this.view = null;
  }

  /** Where it will lie when it is drawn now. @returns {import("../state/symbols.js").View} */
  look() {
    const { map, ratio, pad } = this;
    const corner = map.containerPointToLayerPoint([-pad, -pad]);
    const world = map.getPixelOrigin().add(corner);
    this.zoom = map.getZoom();
    this.corner = map.layerPointToLatLng(corner);
    L.DomUtil.setTransform(this.canvas, corner, 1);
    this.view = {
      scale: pixelsAUnit(this.zoom, ratio),
      left: Math.round(world.x * ratio),
      top: Math.round(world.y * ratio),
      width: this.width,
      height: this.height,
      smallest: Math.round(smallestAt(this.zoom) * ratio),
    };
    return this.view;
  }

  /** @param {Uint8ClampedArray<ArrayBuffer>} image  as large as the picture */
  put(image) {
    this.context.putImageData(new ImageData(image, this.width, this.height), 0, 0);
  }

  /** The picture as it is where it would lie. @param {number} zoom @param {any} centre */
  stretch(zoom, centre) {
    if (!this.view) return;
    const corner = this.map._latLngToNewLayerPoint(this.corner, zoom, centre).round();
    L.DomUtil.setTransform(this.canvas, corner, this.map.getZoomScale(zoom, this.zoom));
  }

  /** Pixels from the map's corner to the picture's, as far as one sees. */
  offset() {
    return this.map.latLngToContainerPoint(this.corner);
  }

  /** Whether all that is in sight lies on it, at the zoom that it was drawn for. */
  covers() {
    if (!this.view || this.zoom !== this.map.getZoom()) return false;
    const { x, y } = this.offset();
    return x <= 0 && y <= 0 && x >= -2 * this.pad && y >= -2 * this.pad;
  }
}

const Canvases = L.Layer.extend({
  initialize() {
    /** @type {string[]} */
    this.kinds = [];
    this.marked = { selected: -1, focused: -1 };
    this.areasDue = 0;
    this.colours = matchMedia("(prefers-color-scheme: dark)");
    this.onColours = () => this.renew();
    this.centreAreas = afterRest(() => {
      if (!this._map || this._map._animatingZoom) return;
      if (this.areas.offset().distanceTo([-AREA_PAD, -AREA_PAD]) > 1) this.drawAreas(this.areas.look());
    }, REST);
  },

  /** @param {any} map */
  onAdd(map) {
    this.map = map;
    this.areas = new Picture(map, "areas", AREA_PAD);
    this.symbols = new Picture(map, "symbols", PAD);
    this.marks = new Picture(map, "marks", PAD);
    this.pictures = [this.areas, this.symbols, this.marks];
    this.colours.addEventListener("change", this.onColours);
    this.renew();
  },

  onRemove() {
    this.colours.removeEventListener("change", this.onColours);
    for (const { canvas } of this.pictures) canvas.remove();
  },

  getEvents() {
    return {
      zoomanim: (/** @type {any} */ event) => this.stretch(event.zoom, event.center),
      zoom: () => this.stretch(this.map.getZoom(), this.map.getCenter()),
      move: () => performance.now() > this.restUntil && this.ask(),
      moveend: () => this.ask(),
      viewreset: () => this.ask(),
      resize: () => this.renew(),
    };
  },

  /** New pictures for another size or other colours. */
  renew() {
    this.ratio = globalThis.devicePixelRatio || 1;
    this.palette = readPalette(this.kinds);
    for (const picture of this.pictures) picture.resize(picture === this.areas ? Math.min(this.ratio, AREA_RATIO) : this.ratio);
    const sums = sumsFor(Math.max(this.areas.width, this.symbols.width), Math.max(this.areas.height, this.symbols.height));
    const { width, height } = this.symbols;
    this.painting = new Painting(width, height, this.ratio, this.palette, readDigits(this.palette, this.ratio), sums);
    this.areaPainting = new AreaPainting(this.areas.width, this.areas.height, this.areas.ratio, this.palette, sums);
    this.ask();
  },

  /** One drawing for whatever changes before the next frame. */
  ask() {
    if (this.asked) return;
    cancelAnimationFrame(this.areasAsked);
    this.areasAsked = 0;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      // In the middle of a zoom the pictures are stretched; at its end all is asked for again.
      if (this.shown && this._map && !this._map._animatingZoom) this.draw();
    });
  },

  draw() {
    const started = performance.now();
    const { places, tally, positions } = this.shown;
    this.painting.draw(positions, places, tally, this.symbols.look());
    this.symbols.put(this.painting.image);
    this.followAreas(started);
    this.centreAreas();
    this.mark();
    const took = performance.now() - started;
    this.restUntil = performance.now() + took * (1 / BUSY - 1);
    this.map.fire("incidentsdrawn");
  },

  /**
   * Once the map has moved off their edge areas are drawn anew at once. Else a few times a second is enough, and where
   * many of them change some follow in the next frames. @param {number} started  milliseconds of the clock: this frame
   */
  followAreas(started) {
    const now = performance.now();
    if (!this.areas.covers()) this.drawAreas(this.areas.look());
    else if (now < this.areasDue || !this.drawAreas(this.areas.view, started + FRAME_MS)) {
      this.areasAsked ||= requestAnimationFrame((frame) => {
        this.areasAsked = 0;
        if (this._map && !this._map._animatingZoom) this.followAreas(frame);
      });
    }
  },

  /** @param {import("../state/symbols.js").View} view @param {number} [until]  of the clock @returns {boolean} whether that is all */
  drawAreas(view, until) {
    const { places, outlines, tally } = this.shown;
    const { isOther, isWhole } = this.areaPainting.draw(places, outlines, tally, view, until);
    if (isOther) this.areas.put(this.areaPainting.image);
    if (isWhole && isOther) this.areasDue = performance.now() + AREAS_EVERY;
    return isWhole;
  },

  /** Nothing is marked most of the time: then there is no picture to be laid over the others. */
  mark() {
    const { canvas, context } = this.marks;
    show(canvas, Object.values(this.marked).some((row) => row >= 0));
    if (!canvas.hidden) drawMarks(context, this.shown, this.marked, this.marks.look(), this.palette, this.ratio);
  },

  /** @param {number} zoom @param {any} centre */
  stretch(zoom, centre) {
    for (const picture of this.pictures) picture.stretch(zoom, centre);
  },
});

/** @param {any} map */
export function createIncidentLayer(map) {
  const layer = new Canvases().addTo(map);
  return {
    /** @param {import("../state/symbols.js").Shown} shown */
    show(shown) {
      const isOther = layer.kinds.join() !== shown.kinds.join();
      Object.assign(layer, { shown, kinds: shown.kinds });
      if (isOther) layer.renew();
      layer.ask();
    },
    /** Rows that stand out; -1 for none. @param {{selected?: number, focused?: number}} marked */
    mark(marked) {
      layer.marked = { ...layer.marked, ...marked };
      if (layer.symbols.view) layer.mark();
    },
    /** What was drawn last, and where a point of the map's container lies in it. */
    picture: () => (layer.symbols.view ? { view: layer.symbols.view, sheets: layer.painting.sheets, shown: layer.shown } : null),
    /** While something else is done on the map nothing is pointed at. @param {boolean} isResting */
    rest(isResting) {
      layer.isResting = isResting;
    },
    isResting: () => Boolean(layer.isResting),
    /** @param {any} point  of the map's container @returns {{x: number, y: number}} pixels of the picture */
    pixelOf(point) {
      const corner = layer.symbols.offset();
      return { x: Math.round((point.x - corner.x) * layer.ratio), y: Math.round((point.y - corner.y) * layer.ratio) };
    },
  };
}
