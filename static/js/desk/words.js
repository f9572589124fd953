// A sentence with {names} in it, filled in.
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/gu, (whole, name) => (name in values ? String(values[name]) : whole));
}
