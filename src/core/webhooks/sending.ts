// Which events an endpoint gets, and how it is tried again. Messages are sent in order: one that
// fails holds up all after it.

import { type AuditEntry, entryOf } from "../audit/audit.ts";
import type { Endpoint } from "../ports/endpoints.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits after the first, second and further failures in a row. */
const BACK_OFF_MS = [5_000, 30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS];
const LAST_WAIT_MS = 3 * HOUR_MS;
/** An endpoint that has failed this long is disabled. The trail keeps what it missed. */
const MAX_FAILING_MS = 3 * 24 * HOUR_MS;

export const waitAfter = (failures: number): number => BACK_OFF_MS[failures - 1] ?? LAST_WAIT_MS;

export const isGivenUp = (failingSinceMs: number, nowMs: number): boolean => nowMs - failingSinceMs >= MAX_FAILING_MS;

/** Tells console and other endpoints. No account has done it, so the action names the endpoint. */
export const givenUpEntry = (id: string, nowMs: number): AuditEntry =>
  entryOf(
    { kind: "request", action: `ALARM /events/endpoints/${id}`, client: "", nowMs },
    { success: true, event: "ENDPOINT_GIVEN_UP" },
  );

export const wants = (
  { events, realms }: Pick<Endpoint, "events" | "realms">,
  row: { readonly event: string; readonly realm: string },
): boolean =>
  row.event !== "" &&
  (events.length === 0 || events.includes(row.event)) &&
  (realms.length === 0 || realms.includes(row.realm));
