// The table of calls to the help desk: conditions on its rows, and what the flows see of one.

import type { Proof, WantedAct } from "../../core/callers/acts.ts";
import type { CallState, DeskCall } from "../../core/ports/people/callers.ts";
import { WHO } from "../sql/subject-query.ts";

/** From the number on, how long the person may show who they are. */
export const MAX_CALL_MS = 15 * 60_000;

/** Holds while the person may still show something. Parameter: `since`, MAX_CALL_MS ago. */
export const GOES_ON = "caller.refused_at_ms IS NULL AND caller.number_hash IS NOT NULL AND caller.made_at_ms > :since";

/** The named user. As two values, so that the index gives the newest call first. */
export const OF_NAMED_CALLER = `caller.user = (SELECT name FROM (${WHO})) AND caller.realm = (SELECT realm FROM (${WHO}))`;

export interface CallRow {
  readonly id: string;
  readonly user: string;
  readonly realm: string;
  readonly account: string;
  readonly act: WantedAct;
  readonly proved: string;
  readonly known: number | null;
  readonly country: string;
  readonly seconded_by: string;
  readonly made_at_ms: number;
  readonly ends_at_ms: number;
  readonly refused_at_ms: number | null;
  readonly good_from_ms: number;
  readonly good_until_ms: number;
  readonly signed_in: number;
}

export const provedIn = (text: string): readonly Proof[] => text.split(" ").filter((word) => word !== "") as Proof[];

export const callIn = (row: CallRow, nowMs: number): DeskCall => ({
  id: row.id,
  user: row.user,
  realm: row.realm,
  account: row.account,
  act: row.act,
  state: stateOf(row, nowMs),
  proved: provedIn(row.proved),
  known: row.known === null ? undefined : row.known === 1,
  country: row.country,
  secondedBy: row.seconded_by,
  madeAtMs: row.made_at_ms,
  endsAtMs: row.ends_at_ms,
  goodFromMs: row.good_from_ms,
  goodUntilMs: row.good_until_ms,
});

function stateOf(row: CallRow, nowMs: number): CallState {
  if (row.refused_at_ms !== null) return "refused";
  if (row.proved === "wait" && row.signed_in === 1) return "over";
  if (row.proved === "") return row.ends_at_ms > nowMs || isTyped(row, nowMs) ? "asked" : "over";
  if (row.good_until_ms <= nowMs) return "over";
  return row.good_from_ms > nowMs ? "waiting" : "good";
}

/** The number was typed in time, and the person is still at it. */
const isTyped = ({ known, made_at_ms: madeAtMs }: CallRow, nowMs: number): boolean =>
  known !== null && madeAtMs + MAX_CALL_MS > nowMs;
