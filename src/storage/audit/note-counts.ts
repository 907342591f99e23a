// Cron makes one audit row of each reason that was counted in a past window (./refusal-count.ts).
// It says how many there were, and of which tokens and networks.
//
// - a request and the cron: a window whose counts have grown since cron read them is left for the
//   next cron
// - two crons: the first to write a window's rows removes its counts, and the other finds none
// - a request of a past window: its totals stay for one window more, so the bounds hold for it, too

import { type AuditEntry, endsLogin, entryOf } from "../../core/audit/audit.ts";
import type { AuditEvent } from "../../core/audit/events.ts";
import { tallyOf } from "../../core/audit/tally.ts";
import type { ReasonCode } from "../../core/reasons.ts";
import type { Keyring } from "../keys/keyring.ts";
import { batch } from "../sql/batch.ts";
import { part } from "../sql/sql.ts";
import { serialsIn } from "./list/tallied.ts";
import { TOTALS, WINDOW_MS, windowOf } from "./refusal-count.ts";
import { INSERT_ROWS } from "./row.ts";
import { signRow } from "./signature.ts";

/** The rows of counts have one of these in place of method and path. */
const ACTION = { refusals: "refusals, counted", logins: "logins, counted" };

/**
 * What the rows of a window name besides, in characters: more than 400 tokens with the serials that
 * we make. Longer ones must not fill the database.
 */
const MAX_NAMES = 10_000;

interface Count {
  readonly minute: number;
  readonly network: string;
  /** Empty for openings and cancellations, which are no refusals. */
  readonly reason: ReasonCode | "";
  readonly event: AuditEvent;
  readonly serial: string;
  /** Those without a row of their own. In counts of an earlier version `all` has others, too. */
  readonly count: number;
  readonly all: number;
}

const COUNTS = `FROM refusal_count WHERE reason <> '${TOTALS}' AND minute`;
const OLDEST = `(SELECT minute ${COUNTS} < :past ORDER BY minute LIMIT 1)`;
/** Holds while no count of the window has grown. */
const IS_AS_SEEN = `(SELECT total(count) ${COUNTS} = :minute) = :seen`;

/** Makes audit rows of the counts of the oldest past window. True when there may be more. */
export async function noteCounts(db: D1Database, keyring: Keyring, nowMs: number): Promise<boolean> {
  const past = windowOf(nowMs);
  const read = await batch(db, {
    totals: part(
      `DELETE FROM refusal_count WHERE reason = '${TOTALS}' AND minute < min(:before, coalesce(${OLDEST}, :before))`,
      { past, before: windowOf(nowMs - WINDOW_MS) },
    ),
    counts: part<Count>(
      `SELECT minute, network, reason, event, serial, count - noted AS count, count AS "all" ${COUNTS} = ${OLDEST}`,
      { past },
    ),
  });
  const counts = read.counts.rows;
  const [first] = counts;
  if (!first) return false;
  const rows = await Promise.all(entriesOf(counts).map((entry) => signRow(keyring, entry)));
  const seen = counts.reduce((sum, { all }) => sum + all, 0);
  const parameters = { minute: first.minute, seen, rows: JSON.stringify(rows) };
  const done = await batch(db, {
    rows: part(`${INSERT_ROWS} WHERE ${IS_AS_SEEN}`, parameters),
    // If there are none, no other row has one of these ids.
    tallied: part(
      `INSERT INTO audit_tallied (token_id, number) SELECT token.id, audit.number
       FROM audit, ${serialsIn("audit")} AS one JOIN token ON token.serial = one.value
       WHERE audit.number > (SELECT max(number) FROM audit) - :made
         AND audit.id IN (SELECT value ->> 'id' FROM json_each(:rows))`,
      { ...parameters, made: rows.length },
    ),
    // The sum is taken once, before the first of them goes.
    counts: part(`DELETE ${COUNTS} IN (SELECT :minute WHERE ${IS_AS_SEEN})`, parameters),
  });
  return done.counts.changes > 0;
}

function entriesOf(all: readonly Count[]): AuditEntry[] {
  const counts = all.filter(({ count }) => count > 0);
  const kinds = Map.groupBy(counts, ({ reason, event }) => `${event} ${reason}`).values();
  let room = MAX_NAMES;
  return [...kinds].flatMap((kind) => {
    const [first] = kind;
    if (!first) return [];
    const { left, ...tallied } = tallyOf(kind, room);
    room = left;
    return entryFor(first, { ...tallied, count: kind.reduce((sum, { count }) => sum + count, 0) });
  });
}

function entryFor(
  { minute, reason, event }: Count,
  details: Pick<AuditEntry, "serial" | "tally" | "count">,
): AuditEntry {
  const call = { kind: "request", client: "", nowMs: minute * 60_000 } as const;
  if (reason === "") {
    // An opening is no success, as in a row of its own. It is no challenge, which one login has.
    const success = event !== "CHALLENGE_TRIGGERED";
    return { ...entryOf({ ...call, action: ACTION.logins }, { ...details, success: true, event }), success };
  }
  const entry = entryOf({ ...call, action: ACTION.refusals }, { ...details, success: false, reason });
  // A bad auth token is not a failed login, however often it comes.
  return { ...entry, event, authentication: endsLogin(event) ? "REJECT" : "" };
}
