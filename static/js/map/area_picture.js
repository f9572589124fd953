/** Areas that incidents share, each drawn once: boundaries hatched, regions soft, deserts filled. */

import { FORM } from "../state/places.js";
import { RANGE, UNDATED } from "../state/sureness.js";
import { radiusOf } from "../state/symbols.js";

/** @typedef {import("../state/symbols.js").Places} Places */
/** @typedef {import("../state/symbols.js").View} View */
/** @typedef {import("../state/tally.js").Tally} Tally */
/** @typedef {import("../state/polygons.js").Outline} Outline */

/** From below to above. */
const SHAPES = ["soft", "hatch", "area"];
const RANGE_SHARE = 0.62;

/** @param {any} context  of the canvas */
export function createAreaPicture(context) {
  /** @type {Map<Outline, Path2D>} */
  const paths = new Map();

  /** From the outline's own corner, since a path keeps single precision. @param {Outline} outline */
  function pathOf(outline) {
    let path = paths.get(outline);
    if (!path) {
      path = new Path2D();
      for (const ring of outline.rings) {
        path.moveTo(ring[0] - outline.west, ring[1] - outline.north);
        for (let at = 2; at < ring.length; at += 2) path.lineTo(ring[at] - outline.west, ring[at + 1] - outline.north);
        path.closePath();
      }
      paths.set(outline, path);
    }
    return path;
  }

  /** @param {Path2D} into @param {number} at  place @param {Places} places @param {(Outline | null)[]} outlines @param {View} view */
  function addTo(into, at, places, outlines, view) {
    const { scale, left, top } = view;
    const radius = radiusOf(FORM.AREA, places.radius[at], places.y[at], view);
    const outline = outlines[places.area[at]];
    // What is too small to be seen gets a ring of the smallest size.
    if (outline && radius > view.smallest) {
      into.addPath(pathOf(outline), new DOMMatrix([scale, 0, 0, scale, outline.west * scale - left, outline.north * scale - top]));
      return;
    }
    const [x, y] = [places.x[at] * scale - left, places.y[at] * scale - top];
    into.moveTo(x + radius, y);
    // The way that outlines run in GeoJSON: the other way round would take a hole out of an area around it.
    into.arc(x, y, radius, 0, 2 * Math.PI, true);
  }

  return {
    addTo,
    /**
     * Another text where the picture of a view would be another: which areas there are, in which colours.
     * @param {Places} places @param {(Outline | null)[]} outlines  by area @param {Tally} tally @param {View} view
     */
    signature(places, outlines, tally, view) {
      let hash = 17;
      for (const { at, colour, sureness } of inSight(places, outlines, tally, view)) {
        hash = (Math.imul(hash, 31) + at * 64 + colour * 4 + sureness) | 0;
      }
      return `${hash} ${outlines.length}`;
    },
    /**
     * @param {Places} places @param {(Outline | null)[]} outlines  by area @param {Tally} tally @param {View} view
     * @param {any} palette @param {number} ratio
     */
    draw(places, outlines, tally, view, palette, ratio) {
      context.clearRect(0, 0, view.width, view.height);
      const seen = inSight(places, outlines, tally, view);
      for (const shape of SHAPES) {
        /** @type {Map<string, {path: Path2D, colour: number, sureness: number}>} */
        const groups = new Map();
        for (const { at, colour, sureness } of seen) {
          if (places.shape[at] !== shape) continue;
          // Soft areas lie over one another; hatching of one colour would only hide itself.
          const key = shape === "soft" ? String(at) : `${colour} ${sureness}`;
          const group = groups.get(key) ?? { path: new Path2D(), colour, sureness };
          groups.set(key, group);
          addTo(group.path, at, places, outlines, view);
        }
        for (const group of groups.values()) paint(context, shape, group, palette, ratio);
      }
    },
  };
}

/** @param {Places} places @param {(Outline | null)[]} outlines @param {Tally} tally @param {View} view */
function inSight(places, outlines, tally, view) {
  const { scale, left, top, width, height } = view;
  const seen = [];
  for (let at = 0; at < places.count; at += 1) {
    if (places.form[at] !== FORM.AREA || tally.counts[at] === 0) continue;
    const outline = outlines[places.area[at]];
    const radius = radiusOf(FORM.AREA, places.radius[at], places.y[at], view);
    const [x, y] = [places.x[at] * scale - left, places.y[at] * scale - top];
    const [west, east] = outline ? [outline.west * scale - left, outline.east * scale - left] : [x - radius, x + radius];
    const [north, south] = outline ? [outline.north * scale - top, outline.south * scale - top] : [y - radius, y + radius];
    if (Math.max(east, x + radius) < 0 || Math.min(west, x - radius) > width) continue;
    if (Math.max(south, y + radius) < 0 || Math.min(north, y - radius) > height) continue;
    const kinds = tally.kinds[at];
    const colour = kinds & (kinds - 1) ? -1 : 31 - Math.clz32(kinds);
    const sureness = tally.sureness[at];
    seen.push({ at, colour, sureness });
  }
  return seen;
}

/** @param {any} context @param {string} shape @param {{path: Path2D, colour: number, sureness: number}} group @param {any} palette @param {number} ratio */
function paint(context, shape, { path, colour, sureness }, palette, ratio) {
  const share = sureness === RANGE ? RANGE_SHARE : 1;
  const css = palette.css.at(colour);
  context.strokeStyle = css;
  context.setLineDash(sureness === UNDATED && shape !== "soft" ? [5 * ratio, 4 * ratio] : []);
  if (shape === "hatch") {
    context.fillStyle = palette.hatches.at(colour);
    fill(context, path, 0.45 * share);
    stroke(context, path, 1.5 * ratio, 0.8 * share);
    return;
  }
  context.fillStyle = css;
  fill(context, path, (shape === "soft" ? 0.09 : 0.2) * share);
  if (shape === "soft") stroke(context, path, 14 * ratio, 0.06 * share);
  else stroke(context, path, ratio, 0.45 * share);
}

/** @param {any} context @param {Path2D} path @param {number} alpha */
function fill(context, path, alpha) {
  context.globalAlpha = alpha;
  context.fill(path);
}

/** @param {any} context @param {Path2D} path @param {number} width @param {number} alpha */
function stroke(context, path, width, alpha) {
  context.lineWidth = width;
  context.globalAlpha = alpha;
  context.stroke(path);
}
