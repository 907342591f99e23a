// Anyone can cause some refusals again and again. A row for each would fill the database at no cost
// to the sender, so in each minute the first few of the first few networks get rows, and the others
// are counted. Cron makes one audit row of a past minute's count (./note-counts.ts). docs/audit.md
// says how much that is. D1 runs simultaneous refusals one after the other, so the bounds hold.

import type { AuditEntry } from "../../core/audit/audit.ts";
import { siteOf } from "../../lib/network.ts";
import { noteRow } from "../../request-record.ts";
import type { Keyring } from "../keys/keyring.ts";
import { batch } from "../sql/batch.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { insertRow } from "./row.ts";
import { signRow } from "./signature.ts";

/** Refusals of one minute and network that get a row each. */
export const MAX_FULL_ROWS = 5;
/** Networks of one minute with counts of their own. All others share one, and get no rows. */
export const MAX_NETWORKS = 20;
export const MINUTE_MS = 60_000;

const OF_NETWORK = "(SELECT coalesce(sum(count), 0) FROM refusal_count WHERE minute = :minute AND network = :network)";

/**
 * The network that a refusal is counted under: its own while there is room. After its first
 * refusals it gets no further reasons, or each sender could make a count of every reason.
 */
const COUNTED_AS = `CASE
  WHEN EXISTS (SELECT 1 FROM refusal_count WHERE minute = :minute AND network = :network AND reason = :reason) THEN :network
  WHEN ${OF_NETWORK} BETWEEN 1 AND ${MAX_FULL_ROWS - 1} THEN :network
  WHEN ${OF_NETWORK} = 0 AND ${MAX_NETWORKS} > (
    SELECT count(DISTINCT network) FROM refusal_count WHERE minute = :minute AND network <> '') THEN :network
  ELSE '' END`;

/** Counts a refusal if the condition holds; `noted` counts those with a row. */
export const countRefusal = (condition: string): string => `
  INSERT INTO refusal_count (minute, network, reason, event, count, noted)
  SELECT :minute, told.network, :reason, :event, 1, told.network = :network AND ${OF_NETWORK} < ${MAX_FULL_ROWS}
  FROM (SELECT ${COUNTED_AS} AS network) AS told
  WHERE ${condition} ON CONFLICT DO UPDATE SET count = count + 1, noted = noted + excluded.noted`;

/** Holds when the refusal that was counted last gets a row. Parameters: `refusalParameters`. */
export const GETS_ROW = `(${COUNTED_AS} = :network AND ${OF_NETWORK} <= ${MAX_FULL_ROWS})`;

export const refusalParameters = ({ atMs, client, reason, event }: AuditEntry): Parameters => ({
  minute: Math.floor(atMs / MINUTE_MS),
  network: siteOf(client),
  reason,
  event,
});

/** Writes the entry or counts it, in one round trip. */
export async function writeOrCount(db: D1Database, keyring: Keyring, entry: AuditEntry): Promise<void> {
  const parameters = refusalParameters(entry);
  const row = JSON.stringify(await signRow(keyring, entry));
  const done = await batch(db, {
    count: part(countRefusal("true"), parameters),
    row: part(`${insertRow(":row")} AND ${GETS_ROW}`, { ...parameters, row }),
  });
  if (done.row.changes > 0) noteRow();
}
