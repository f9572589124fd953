/** Elements without HTML strings: whatever the text says, it stays text. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag @param {Record<string, any>} [attributes]  functions become listeners, null leaves out
 * @param {...(Node | string)} children @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  decorate(node, attributes);
  node.append(...children);
  return node;
}

/** @param {string} tag @param {Record<string, any>} [attributes] @param {...(Node | string)} children @returns {SVGElement} */
export function svgElement(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  decorate(node, attributes);
  node.append(...children);
  return node;
}

/** @param {Element} node @param {Record<string, any>} attributes */
function decorate(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
}

/** @param {string} id @returns {any} the element that the page must have */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`the page has no element ${id}`);
  return node;
}

/**
 * The text of an element that holds nothing else. What stays the same is left alone, and a new text goes into the same
 * node: a step in time changes several, and to lay out new nodes costs more than to draw the map.
 * @param {Element} node @param {string} text
 */
export function write(node, text) {
  const only = node.childNodes.length === 1 && node.firstChild instanceof Text ? node.firstChild : null;
  if (!only) node.textContent = text;
  else if (only.data !== text) only.data = text;
}

/** The same for an attribute. @param {Element} node @param {string} name @param {string} value */
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** @param {HTMLElement} node @param {boolean} isShown */
export function show(node, isShown) {
  if (node.hidden === isShown) node.hidden = !isShown;
}

/** @param {string} id  of a script that `json_script` wrote */
export function jsonOf(id) {
  return JSON.parse(byId(id).textContent);
}
