// What the page of the audit trail searches for: the search in its address, and the fields of the API for it.

import type { Context } from "hono";
import { chosenSize } from "../parts/list-view.tsx";
import { dayAfter, readDay } from "./period.ts";

export const AUDIT = "/console/audit";

/** A result to search for, beside 0 and 1: what the overview counts. Most other rows without success are questions to a phone. */
export const REFUSED_SIGN_IN = "REJECT";
const RESULTS = ["1", "0", REFUSED_SIGN_IN];

/** What most searches need. The others are behind a summary, so that a phone shows the trail before all the fields. */
export const OFTEN = ["user", "serial"] as const;
export const SELDOM = ["realm", "administrator", "action", "client", "event", "reason"] as const;
const SEARCHED = [...OFTEN, ...SELDOM];
type Searched = (typeof SEARCHED)[number];

/** `search` keeps what was asked in links; `fields` are those of GET /audit/. */
export function askedIn(c: Context) {
  const asked = (name: string) => c.req.query(name)?.trim() ?? "";
  const texts = Object.fromEntries(SEARCHED.map((name) => [name, asked(name)])) as Record<Searched, string>;
  const period = { from: readDay(asked("from")), until: readDay(asked("until")) };
  const success = RESULTS.includes(asked("success")) ? asked("success") : "";
  const result = success === REFUSED_SIGN_IN ? { success: "0", authentication: "REJECT" } : { success };
  return {
    search: { ...texts, ...period, success, pagesize: chosenSize(c) },
    fields: { ...texts, from: period.from, until: dayAfter(period.until), ...result },
  };
}

/** The search as the form has it. */
export type AuditSearch = ReturnType<typeof askedIn>["search"];
