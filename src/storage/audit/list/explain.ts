// What a reader of the trail wants to know besides its rows: which logins a right PIN has opened
// and no phone confirmed (src/core/audit/unconfirmed.ts), and the names of the phones. The end of a
// login may be on another page, so a page with such a login costs one more look, of bounded rows.

import { type LoginClock, type LoginStep, MAX_PAIRED_ROWS, unconfirmedIn } from "../../../core/audit/unconfirmed.ts";
import type { Caller } from "../../../core/caller.ts";
import type { AuditedEntry, AuditPage } from "../../../core/ports/audit.ts";
import { inRealms } from "../../sql/administrators-guard.ts";
import { batch } from "../../sql/batch.ts";
import { CALLER_SEES_TOKENS, sessionParameters } from "../../sql/caller-guard.ts";
import { part } from "../../sql/sql.ts";

/** The row of an opening follows the reply, so the rows of a quick phone may come before it. */
const MAX_LATE_ROWS = 50;

/** `archived`: rows up to this number may be in parts. */
export async function explained(
  db: D1Database,
  caller: Caller,
  entries: readonly AuditedEntry[],
  clock: LoginClock,
  archived: number,
): Promise<Pick<AuditPage, "entries" | "phoneNames">> {
  // A row that stands for many has hundreds of serials, and shows none by its phone's name.
  const named = entries.filter(({ serial, tally }) => serial !== "" && tally === "");
  const serials = [...new Set(named.flatMap(({ serial }) => serial.split(",")))];
  if (serials.length === 0) return { entries };
  // Most ends are on the page itself, which leaves the others more rows.
  // Of those in parts nothing is said: their ends may be there, too, and are not looked for.
  const openings = unconfirmedIn(entries, clock, new Set()).filter(
    ({ number }) => archived === 0 || number > archived + MAX_LATE_ROWS,
  );
  const most = Math.floor(MAX_PAIRED_ROWS / Math.max(1, openings.length));
  const found = await batch(db, {
    later: part<{ steps: string }>(
      `SELECT (SELECT json_group_array(json_object('atMs', at_ms, 'event', event, 'action', action,
           'attemptId', attempt_id, 'client', client, 'serial', serial)) FROM (
         SELECT at_ms, event, action, attempt_id, client, serial FROM audit WHERE user = opening.value ->> 'user' COLLATE NOCASE AND user <> ''
           AND number > opening.value ->> 'number' - ${MAX_LATE_ROWS} ORDER BY number LIMIT :most)) AS steps
       FROM json_each(:openings) AS opening ORDER BY opening.key`,
      { openings: JSON.stringify(openings.map(({ user, number }) => ({ user, number }))), most },
    ),
    tokens: part<{ serial: string; description: string; has_pin: number; seen: number }>(
      `SELECT serial, description, sealed_pin IS NOT NULL AS has_pin,
         ${CALLER_SEES_TOKENS} AND ${inRealms("token.realm")} AS seen
       FROM token WHERE serial IN (SELECT value FROM json_each(:serials))`,
      { ...sessionParameters(caller), serials: JSON.stringify(serials) },
    ),
  });
  const withoutPin = new Set(found.tokens.rows.filter(({ has_pin }) => !has_pin).map(({ serial }) => serial));
  const unconfirmed = openings.flatMap((entry, index) => {
    const later = JSON.parse(found.later.rows[index]?.steps ?? "[]") as readonly LoginStep[];
    // If a guesser, or a help desk that looks, fills the trail, the end may be further on.
    const isWhole = later.length < most || later.some(({ atMs }) => atMs > entry.atMs + clock.validityMs);
    return isWhole ? unconfirmedIn([entry], clock, withoutPin, later) : [];
  });
  const marked = new Set(unconfirmed);
  const names = found.tokens.rows.flatMap(({ serial, description, seen }) =>
    seen && description ? [[serial, description] as const] : [],
  );
  return {
    entries: entries.map((entry) => (marked.has(entry) ? { ...entry, unconfirmed: true } : entry)),
    ...(names.length > 0 && { phoneNames: Object.fromEntries(names) }),
  };
}
