// Which language a page speaks: the one the browser asks for most (Accept-Language, RFC 9110 §12.5.4), English when it
// asks for none of ours. There is no switch: people have set their language once, in the browser.

import { type Language, WORDS } from "../words/words.ts";

const isOurs = (tag: string): tag is Language => Object.hasOwn(WORDS, tag);

/** Of equals the first. A range with a region, `nl-BE`, is met by its language; `*` by English. */
export function pickLanguage(acceptLanguage: string | undefined): Language {
  let best: Language = "en";
  let most = 0;
  for (const range of (acceptLanguage ?? "").split(",")) {
    const [tag = "", ...parameters] = range.toLowerCase().split(";");
    const language = tag.trim() === "*" ? "en" : (tag.trim().split("-")[0] ?? "");
    const q = parameters.map((parameter) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const weight = q === undefined ? 1 : Number(q);
    if (!isOurs(language) || !(weight > most)) continue;
    best = language;
    most = weight;
  }
  return best;
}
