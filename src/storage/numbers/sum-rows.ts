// Cron's part in the sums of ./sums.ts: it adds the next rows of the trail and moves the mark in
// one transaction. So a cron that dies adds all or nothing, and a second one finds the mark moved.

import type { Network } from "../../lib/network.ts";
import { batch } from "../sql/batch.ts";
import { part } from "../sql/sql.ts";
import { firstCountedDay, type PlacedRow, placeSums, SELECT_PLACE } from "./sign-in-places.ts";
import { type CountedRow, HOUR_MS, IS_UNSUMMED, selectCounted, sumsOf } from "./sums.ts";

/** Rows that are added at once, each answer with the row that opened its login. */
const MAX_ADDED_ROWS = 2500;
/** The statistics cover 24 hours, and only a cron that is late adds to older ones. */
const KEPT_MS = 48 * HOUR_MS;
/** Waves are looked for in the last hour only. */
const RECENT_KEPT_MS = 2 * HOUR_MS;

/** `trusted`: PROXIMITY_NETWORKS. True when there may be more rows to add. */
export async function sumRows(db: D1Database, trusted: readonly Network[] = []): Promise<boolean> {
  const found = await batch(db, {
    mark: part<{ summed_number: number }>("SELECT summed_number FROM housekeeping"),
    rows: part<CountedRow & PlacedRow & { number: number }>(selectCounted(IS_UNSUMMED, `${SELECT_PLACE}, `), {
      most: MAX_ADDED_ROWS,
    }),
  });
  const { rows } = found.rows;
  const last = rows.at(-1);
  if (!last) return false;
  const moved = { mark: found.mark.rows[0]?.summed_number ?? 0, to: last.number };
  const sums = JSON.stringify([...sumsOf(rows), ...placeSums(rows, trusted)]);
  await batch(db, {
    sums: part(
      `INSERT INTO audit_sum (kind, from_ms, detail, count, total_ms)
       SELECT value ->> 'kind', value ->> 'from_ms', value ->> 'detail', value ->> 'count', value ->> 'total_ms'
       FROM json_each(:sums) WHERE (SELECT summed_number FROM housekeeping) = :mark
       ON CONFLICT DO UPDATE SET count = count + excluded.count, total_ms = total_ms + excluded.total_ms`,
      { mark: moved.mark, sums },
    ),
    mark: part("UPDATE housekeeping SET summed_number = :to WHERE summed_number = :mark", moved),
  });
  return rows.length === MAX_ADDED_ROWS;
}

/** Forgets the sums that nothing reads any more. */
export async function forgetSums(db: D1Database, nowMs: number): Promise<void> {
  await batch(db, {
    hours: part("DELETE FROM audit_sum WHERE kind IN ('login', 'failure', 'answer') AND from_ms < :before", {
      before: nowMs - KEPT_MS,
    }),
    recent: part("DELETE FROM audit_sum WHERE kind = 'recent' AND from_ms < :before", {
      before: nowMs - RECENT_KEPT_MS,
    }),
    days: part("DELETE FROM audit_sum WHERE kind = 'place' AND from_ms < :before", {
      before: firstCountedDay(nowMs),
    }),
  });
}
