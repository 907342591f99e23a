// A token's validity, as administrators write it: ISO 8601 with a zone, privacyIDEA's `+0000` too.

import type { Parameter } from "../../tiqr/requests.ts";
import { invalidValue } from "../reasons.ts";

/** Absent ends stay undefined. */
export function readValidityPeriod(parameter: Parameter) {
  const [from, until] = [parameter("validity_period_start"), parameter("validity_period_end")];
  const [validFromMs, validUntilMs] = [from, until].map((text) => (text === undefined ? undefined : readTime(text)));
  const isUnread = (text: string | undefined, ms: number | undefined) => text !== undefined && ms === undefined;
  if (isUnread(from, validFromMs) || isUnread(until, validUntilMs))
    return invalidValue("Invalid validity period. Expected a time such as 2026-01-31T08:00Z.");
  return { ok: true, validFromMs, validUntilMs } as const;
}

/** The same, and a day, which begins at midnight (UTC). */
export function readDayOrTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return readTime(text);
  const ms = readTime(`${text}T00:00Z`);
  // JavaScript takes 31 February for the 3rd of March, which nobody means.
  return ms !== undefined && new Date(ms).toISOString().startsWith(text) ? ms : undefined;
}

/** Gives the time in ms; undefined when the text is not of this form. */
export function readTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const ms = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(ms) ? undefined : ms;
}
