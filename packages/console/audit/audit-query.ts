// What is searched in the audit trail: in the page's address, and in the API's fields for it.

import type { Context } from "hono";
import { chosenSize } from "../parts/list-view.tsx";
import { momentsOf, quickDays, readDay, zoneIn } from "./period.ts";

export const AUDIT_PATH = "/console/audit";

/** Besides 0 and 1: sign-ins that succeeded, and refused ones, as the overview counts them. */
export const SIGNED_IN = "LOGIN_SUCCESS";
export const REFUSED_SIGN_IN = "REJECT";
const RESULTS = ["1", "0", SIGNED_IN, REFUSED_SIGN_IN];

/** Most searches need only a user and a result. Others are folded away: the trail comes first. */
export const SELDOM = ["serial", "realm", "administrator", "action", "client"] as const;
/** Chosen from lists of words. */
export const CODES = ["event", "reason", "proximity", "browser"] as const;
const SEARCHED = ["user", ...SELDOM, ...CODES] as const;
type Searched = (typeof SEARCHED)[number];

/**
 * `search` keeps the search in links; `fields` are those of GET /audit/. `period` in an address
 * stands for the days that it means today. Look-ups are left out unless `lookups` or an event is
 * chosen.
 */
export function trailQueryIn(c: Context) {
  const text = (name: string) => c.req.query(name)?.trim() ?? "";
  const texts = Object.fromEntries(SEARCHED.map((name) => [name, text(name)])) as Record<Searched, string>;
  const zone = zoneIn(c);
  const dates = { from: readDay(text("from")), until: readDay(text("until")) };
  const days = quickDays(text("period"), Date.now(), zone) ?? dates;
  const success = RESULTS.includes(text("success")) ? text("success") : "";
  const lookups = text("lookups") === "true" ? "true" : "";
  const reads = String(lookups === "true" || texts.event !== "");
  return {
    zone,
    search: { ...texts, ...days, success, lookups, pagesize: chosenSize(c) },
    fields: { ...texts, ...momentsOf(days, zone), ...resultFields(success, texts.event), reads },
  };
}

function resultFields(success: string, event: string): Readonly<Record<string, string>> {
  if (success === REFUSED_SIGN_IN) return { success: "0", authentication: "REJECT" };
  return success === SIGNED_IN ? { success: "1", event: event || "LOGIN_SUCCESS" } : { success };
}

export type TrailQuery = ReturnType<typeof trailQueryIn>;
/** The search as the form has it. */
export type AuditSearch = TrailQuery["search"];
