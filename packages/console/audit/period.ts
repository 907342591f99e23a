// A period in the search of the audit trail: from one day to another, both included. A day is that
// of the zone in which the page shows its times: the browser's, which a script puts in a cookie
// (../client/live/zone.ts); without a script, UTC.

import type { Context } from "hono";
import { getCookie } from "hono/cookie";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

export interface DaySpan {
  readonly from: string;
  readonly until: string;
}

/** Often wanted: the first and the last day, as numbers of days before today. */
const QUICK = { today: [0, 0], yesterday: [1, 1], week: [6, 0], month: [29, 0] } as const;
export type Quick = keyof typeof QUICK;
export const QUICK_NAMES = Object.keys(QUICK) as Quick[];

/** Returns undefined for any other name. */
export function quickDays(name: string, nowMs: number, zone: string): DaySpan | undefined {
  if (!Object.hasOwn(QUICK, name)) return undefined;
  const today = dayOf(nowMs, zone);
  const [from, until] = QUICK[name as Quick].map((days) => shifted(today, -days));
  return { from: from ?? "", until: until ?? "" };
}

export function isQuick(name: Quick, { from, until }: DaySpan, zone: string): boolean {
  const days = quickDays(name, Date.now(), zone);
  return days?.from === from && days.until === until;
}

/** 2026-11-28, and 28.11.2026 or 28-11-2026, as people in Germany and the Netherlands write it. */
export const DAY_PATTERN =
  "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])|(0?[1-9]|[12]\\d|3[01])(\\.|-)(0?[1-9]|1[0-2])(\\.|-)\\d{4}";

/** Returns the day in an address as 2026-11-28, or an empty text. */
export function readDay(text: string): string {
  if (!new RegExp(`^(?:${DAY_PATTERN})$`).test(text)) return "";
  const parts = text.split(/[.-]/);
  const [year = "", month = "", day = ""] = parts[0]?.length === 4 ? parts : parts.reverse();
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return Number.isNaN(Date.parse(iso)) ? "" : iso;
}

/** For the API: the first moment of these days, and the first after them; empty without a day. */
export const momentsOf = ({ from, until }: DaySpan, zone: string): DaySpan => ({
  from: from && startOf(from, zone),
  until: until && startOf(shifted(until, 1), zone),
});

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The day in this zone. */
export const dayOf = (ms: number, zone: string): string => new Date(ms + offsetAt(ms, zone)).toISOString().slice(0, 10);

function startOf(day: string, zone: string): string {
  const utc = Date.parse(day);
  // The offset may change between midnight UTC and midnight there.
  const start = utc - offsetAt(utc - offsetAt(utc, zone), zone);
  // Where clocks skip midnight, the day begins an hour later.
  return new Date(dayOf(start, zone) < day ? start + HOUR_MS : start).toISOString();
}

/** By how much clocks there are ahead of UTC. `longOffset` reads `GMT`, or `GMT-03:30`. */
function offsetAt(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(ms);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  const ahead = Number(hours ?? 0) * HOUR_MS + (Number(minutes ?? 0) * HOUR_MS) / 60;
  return sign === "-" ? -ahead : ahead;
}

const UTC = "UTC";

/** The browser's zone, if it has told one that exists. */
export function zoneIn(c: Context): string {
  const zone = getCookie(c, "tiqr-zone");
  if (!zone || zone.length > 64) return UTC;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return UTC;
  }
}
