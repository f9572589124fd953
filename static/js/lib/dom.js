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

/** @param {string} id  of a script that `json_script` wrote */
export function jsonOf(id) {
  return JSON.parse(byId(id).textContent);
}
