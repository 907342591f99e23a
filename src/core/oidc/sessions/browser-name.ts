// What a browser calls itself, in two words by which its person recognises it. The header is free
// text from anyone and tells more than anybody needs, so only words of these tables are stored. A
// browser may lie: it is told, and decides nothing. Why no library does it:
// docs/decisions/070-the-browser-of-a-session.md

/** In this order: most of them name the ones below as well, to be served as those are. */
const BROWSERS = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\b(OPR|OPX|Opera)\//, "Opera"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|Chromium|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
] as const;

const SYSTEMS = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
] as const;

/** More of it names neither. */
const MAX_CHARACTERS = 400;

const wordIn = (table: readonly (readonly [RegExp, string])[], text: string): string =>
  table.find(([pattern]) => pattern.test(text))?.[1] ?? "";

/** Such as `Firefox/Windows`; either word may be missing, and both are if neither is known. */
export function browserNameOf(userAgent: string): string {
  const text = userAgent.slice(0, MAX_CHARACTERS);
  const [browser, system] = [wordIn(BROWSERS, text), wordIn(SYSTEMS, text)];
  return browser + system === "" ? "" : `${browser}/${system}`;
}
