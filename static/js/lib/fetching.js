/** Asking our own host; whatever is not a success is an error. */

export class Refused extends Error {
  /** @param {number} status @param {string} url */
  constructor(status, url) {
    super(`${status} ${url}`);
    this.status = status;
  }
}

/** @param {string} url @param {AbortSignal} [signal] */
async function answer(url, signal) {
  const response = await fetch(url, { signal, credentials: "same-origin" });
  if (!response.ok) throw new Refused(response.status, url);
  return response;
}

/** @param {string} url @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function fetchJson(url, signal) {
  return (await answer(url, signal)).json();
}

/** @param {string} url @param {AbortSignal} [signal] @returns {Promise<string>} */
export async function fetchText(url, signal) {
  return (await answer(url, signal)).text();
}

/** @param {string} url @param {AbortSignal} [signal] @returns {Promise<ArrayBuffer>} */
export async function fetchBytes(url, signal) {
  return (await answer(url, signal)).arrayBuffer();
}
