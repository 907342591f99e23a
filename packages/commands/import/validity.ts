// When privacyIDEA lets a token be used. What cannot be read must not become "no limit": an expired
// token would log in. privacyIDEA itself takes nearly any text (lib/utils, parse_legacy_time:
// dateutil, the day first where two digits and a slash or dot begin it), since administrators and
// event handlers can store one; here the forms come whose meaning is beyond doubt:
//   2026-01-31T23:59+0100     what it writes, with the seconds and zones of ISO 8601
//   2026-01-31, 2026/01/31    with or without a time
//   31/01/26 23:59            before version 2.19; with a dot, without a time, or with four
//                             digits for the year
// A text without a zone means the clock of its server, which only the operator can know.
import { textInValue } from "./values.ts";

/**
 * The time at which the clock of a place has shown this, both in milliseconds, the latter as if it
 * were UTC.
 */
export type LocalClock = (shownMs: number) => number;

type ValidityLimit =
  | { readonly ok: true; readonly ms: number | undefined }
  | { readonly ok: false; readonly why: string };

const TIME = /(?:[T ]+(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?)/.source;
const ZONE = /\s*(?<zone>Z|UTC|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)/.source;
const YEAR_FIRST = new RegExp(String.raw`^(?<year>\d{4})([-/])(?<month>\d\d)\2(?<day>\d\d)(?:${TIME}(?:${ZONE})?)?$`);
// With a zone, privacyIDEA takes the month for the first, where it can be one: such a text is not
// read.
const DAY_FIRST = new RegExp(String.raw`^(?<day>\d\d)([/.])(?<month>\d\d)\2(?<year>\d{4}|[0-6]\d)${TIME}?$`);

/** So that a message stays a line. */
const MAX_QUOTED_CHARACTERS = 40;

export function limitOf(value: unknown, clock: LocalClock | undefined): ValidityLimit {
  const text = textInValue(value).trim();
  if (text === "") return { ok: true, ms: undefined };
  const parts = (YEAR_FIRST.exec(text) ?? DAY_FIRST.exec(text))?.groups;
  const shownMs = parts && shownOf(parts);
  if (shownMs === undefined)
    return { ok: false, why: `its validity "${text.slice(0, MAX_QUOTED_CHARACTERS)}" cannot be read` };
  const { zone } = parts ?? {};
  if (zone !== undefined) return { ok: true, ms: shownMs - offsetMs(zone) };
  return clock
    ? { ok: true, ms: clock(shownMs) }
    : { ok: false, why: "its validity names no time zone: give --time-zone, that of its server" };
}

/** Undefined for a day or a time that does not exist, which Date would take for another one. */
function shownOf({ year = "", month, day, hour = "00", minute = "00", second = "00" }: Record<string, string>) {
  const text = `${year.padStart(4, "20")}-${month}-${day}T${hour}:${minute}:${second}`;
  const ms = Date.parse(`${text}Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? ms : undefined;
}

function offsetMs(zone: string): number {
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return hours === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** @throws RangeError when there is no such zone. */
export function clockIn(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const aheadMs = (ms: number) => Date.parse(`${format.format(ms).replace(" ", "T")}Z`) - ms;
  // The second look takes the offset of that time itself: a clock is put forward and back.
  return (shownMs) => shownMs - aheadMs(shownMs - aheadMs(shownMs));
}
