// A period in the search of the audit trail: from one day to another, both included, all in UTC.

const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Periods up to today that are often wanted, as numbers of days before it. */
export const QUICK = { today: 0, week: 6, month: 29 } as const;
export type Quick = keyof typeof QUICK;

export const quickFrom = (name: Quick, nowMs: number): string => dayOf(nowMs - QUICK[name] * DAY_MS);

/** Returns the day in an address, or an empty text. */
export const readDay = (text: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";

/** The API's end of a period, which is the day after its last one. */
export const dayAfter = (day: string): string => (day === "" ? "" : dayOf(Date.parse(day) + DAY_MS));
