// The language of a page: the one that the browser prefers (Accept-Language, RFC 9110 §12.5.4), or English if it asks for none of
// ours. A choice at the foot of a page goes before it (./chosen-language.ts).

import { isLanguage, type Language } from "../words/words.ts";

/** The first of equals wins. A range with a region, such as `nl-BE`, matches its language; `*` matches English. */
export function pickLanguage(acceptLanguage: string | undefined): Language {
  let best: Language = "en";
  let most = 0;
  for (const range of (acceptLanguage ?? "").split(",")) {
    const [tag = "", ...parameters] = range.toLowerCase().split(";");
    const language = tag.trim() === "*" ? "en" : (tag.trim().split("-")[0] ?? "");
    const q = parameters.map((parameter) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const weight = q === undefined ? 1 : Number(q);
    if (!isLanguage(language) || !(weight > most)) continue;
    best = language;
    most = weight;
  }
  return best;
}

/** The first of ours in a list of language tags separated by spaces: OpenID Connect Core 1.0 §3.1.2.1, `ui_locales`. */
export const languageAmong = (locales: string | null | undefined): Language | undefined =>
  (locales ?? "")
    .split(" ")
    .map((tag) => tag.toLowerCase().split("-")[0] ?? "")
    .find(isLanguage);
