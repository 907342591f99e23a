// PROXIMITY asks for what only Cloudflare's edge knows of a request. Where this one came without
// it, as to `npm run serve`, so do those of phones and browsers.

import type { Place } from "../../core/proximity/place.ts";
import type { Warning } from "../../core/warning.ts";
import type { Settings } from "../../settings.ts";

export function proximityWarning(
  { proximity }: Pick<Settings, "proximity">,
  { country, asn }: Place,
): readonly Warning[] {
  const warn = (message: string): readonly Warning[] => [{ code: "place-unknown", message }];
  if (proximity !== "country" && proximity !== "provider") return [];
  if (country === undefined && asn === undefined)
    return warn(`PROXIMITY is ${proximity}, but no country is known of this request: phones may not be refused at all`);
  return proximity === "provider" && asn === undefined
    ? warn("PROXIMITY is provider, but no provider is known of this request: phones in another network are refused")
    : [];
}
