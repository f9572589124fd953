// Arabic-Indic digits and separators are read as the server reads them.
export function numberIn(typed) {
  const ascii = typed
    .trim()
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replaceAll("٫", ".")
    .replaceAll("٬", "")
    .replaceAll("−", "-");
  return ascii === "" || !Number.isFinite(Number(ascii)) ? null : Number(ascii);
}
