// Sums of the kind `place`: the sign-ins in a browser by day and by where the phone was. Only cron
// adds them (./sum-rows.ts), because a month of them need not be up to date by the minute.

import type { AuditEntry } from "../../core/audit/audit.ts";
import { COUNTED_PLACES, type CountedPlace, type ProximityCounts } from "../../core/proximity/proximity.ts";
import { isWithin, type Network } from "../../lib/network.ts";
import type { Sum } from "./sums.ts";

export const DAY_MS = 86_400_000;
const COUNTED_DAYS = 31;

/** The columns of a row of the trail that this needs: `place` is null if it is no such sign-in. */
export type PlacedRow = Pick<AuditEntry, "client"> & {
  readonly at_ms: number;
  readonly place: Exclude<CountedPlace, "trusted"> | null;
};

export const SELECT_PLACE = `row.client, CASE
    WHEN row.event <> 'LOGIN_SUCCESS' OR row.browser = '' THEN NULL
    WHEN row.browser = 'known' THEN 'known'
    WHEN row.proximity = '' THEN 'unknown'
    ELSE row.proximity
  END AS place`;

export function placeSums(rows: readonly PlacedRow[], trusted: readonly Network[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { at_ms, place, client } of rows) {
    if (place === null) continue;
    const detail = place !== "known" && isWithin(client, trusted) ? "trusted" : place;
    const from_ms = Math.floor(at_ms / DAY_MS) * DAY_MS;
    const count = 1 + (sums.get(`${from_ms} ${detail}`)?.count ?? 0);
    sums.set(`${from_ms} ${detail}`, { kind: "place", from_ms, detail, count, total_ms: 0 });
  }
  return [...sums.values()];
}

/** The first of the counted days: days begin in UTC, and this one is the last. */
export const firstCountedDay = (nowMs: number): number => (Math.floor(nowMs / DAY_MS) - COUNTED_DAYS + 1) * DAY_MS;

/** Undefined until one is counted. */
export function proximityCountsOf(sums: readonly Sum[]): ProximityCounts | undefined {
  if (sums.length === 0) return undefined;
  const countOf = (place: CountedPlace) =>
    sums.filter(({ detail }) => detail === place).reduce((all, { count }) => all + count, 0);
  const counts = Object.fromEntries(COUNTED_PLACES.map((place) => [place, countOf(place)]));
  return {
    ...(counts as Record<CountedPlace, number>),
    sinceMs: Math.min(...sums.map(({ from_ms }) => from_ms)),
  };
}
