// What is searched in the audit trail: in the page's address, and in the API's fields for it.

import type { Context } from "hono";
import { chosenSize } from "../parts/list-view.tsx";
import { dayAfter, readDay } from "./period.ts";

export const AUDIT_PATH = "/console/audit";

/** Besides 0 and 1, a search may ask for refused sign-ins, as the overview counts them. */
export const REFUSED_SIGN_IN = "REJECT";
const RESULTS = ["1", "0", REFUSED_SIGN_IN];

/** Most searches need only these. The others are folded away, so that phones show the trail. */
export const OFTEN = ["user", "serial"] as const;
export const SELDOM = ["realm", "administrator", "action", "client", "event", "reason"] as const;
const SEARCHED = [...OFTEN, ...SELDOM];
type Searched = (typeof SEARCHED)[number];

/** `search` keeps the search in links; `fields` are those of GET /audit/. */
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
