// The language that the browser prefers (Accept-Language, RFC 9110 §12.5.4), or English if it asks
// for none of ours. A choice at the foot of a page comes first (./chosen-language.ts).

import { preferredLanguage } from "../../../lib/accept-language.ts";
import { isLanguage, type Language } from "../../../lib/words.ts";

export const pickLanguage = (acceptLanguage: string | undefined): Language =>
  preferredLanguage(acceptLanguage, isLanguage, "en");

/** Our first language in `ui_locales` (OpenID Connect Core 1.0 §3.1.2.1), separated by spaces. */
export const languageAmong = (locales: string | null | undefined): Language | undefined =>
  (locales ?? "")
    .split(" ")
    .map((tag) => tag.toLowerCase().split("-")[0] ?? "")
    .find(isLanguage);
