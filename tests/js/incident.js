import { dayOf } from "../../static/js/state/dates.js";

let number = 0;

/** An air strike in a town on 5 June 2020, unless told otherwise; dates are written as text. */
export function incident({ start = "2020-06-05", end = start, notAfter = null, notBefore = null, ...others } = {}) {
  number += 1;
  return {
    code: `SY-2020-${String(number).padStart(4, "0")}`,
    title: "Air strike",
    kind: "air_strike",
    datePrecision: start === end ? "day" : "range",
    precision: "settlement",
    place: "Town",
    killed: null,
    injured: null,
    ...others,
    start: dayOf(start),
    end: dayOf(end),
    notBefore: dayOf(notBefore),
    notAfter: dayOf(notAfter),
  };
}

/** A window from text. */
export function span(start, end) {
  return { start: dayOf(start), end: dayOf(end) };
}
