/** Leaflet as a module: its own file sets a global, which is read here and nowhere else. */

import "../../leaflet/leaflet.js";

/** @type {any} */
export const L = globalThis.L;
