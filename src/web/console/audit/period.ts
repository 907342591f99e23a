// A period in days, as the search of the audit trail has it. Both days are part of it, and a day is one of UTC, like all times here.

const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Periods up to today that are often wanted, by the number of days before it. */
export const QUICK = { today: 0, week: 6, month: 29 } as const;
export type Quick = keyof typeof QUICK;

export const quickFrom = (name: Quick, nowMs: number): string => dayOf(nowMs - QUICK[name] * DAY_MS);

/** A day in an address; empty if the text is none. */
export const readDay = (text: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";

/** The day after, at which a period with this last day ends for the API. */
export const dayAfter = (day: string): string => (day === "" ? "" : dayOf(Date.parse(day) + DAY_MS));
