// The language of a page: the one that the browser prefers (Accept-Language, RFC 9110 §12.5.4), or English if it asks for none of
// ours. A choice at the foot of a page goes before it (./chosen-language.ts).

import { preferredLanguage } from "../../../lib/accept-language.ts";
import { isLanguage, type Language } from "../../words/words.ts";

export const pickLanguage = (acceptLanguage: string | undefined): Language =>
  preferredLanguage(acceptLanguage, isLanguage, "en");

/** The first of ours in a list of language tags separated by spaces: OpenID Connect Core 1.0 §3.1.2.1, `ui_locales`. */
export const languageAmong = (locales: string | null | undefined): Language | undefined =>
  (locales ?? "")
    .split(" ")
    .map((tag) => tag.toLowerCase().split("-")[0] ?? "")
    .find(isLanguage);
