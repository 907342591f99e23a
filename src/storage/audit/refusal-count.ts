// Strangers can cause some rows of the trail again and again: whatever no authenticated party did.
// A row for each would fill the database at no cost to the sender, so all of them share one budget:
// in each window of five minutes the first get rows, fewer of one network and of one token, and the
// others are counted, by token and network as long as there is room. Cron makes signed rows of a
// past window's counts (./note-counts.ts). docs/audit.md says how much that is at most.
//
// The table refusal_count has the counts and, as rows with the reason `*`, totals of the window, of
// each network and of each token, so that no decision reads more because more was counted. D1 runs
// simultaneous batches one after the other, so the bounds hold.

import type { AuditEntry } from "../../core/audit/audit.ts";
import { databasesIn, type ShardMap } from "../../core/shards/shard-map.ts";
import { siteOf } from "../../lib/network.ts";
import type { Parameters } from "../sql/sql.ts";
import { insertRow } from "./row.ts";

const MINUTE_MS = 60_000;
const WINDOW_MINUTES = 5;
export const WINDOW_MS = WINDOW_MINUTES * MINUTE_MS;

/** Rows of a window, of all databases together. */
export const MAX_ROWS = 120;
export const MAX_ROWS_OF_NETWORK = 30;
export const MAX_ROWS_OF_TOKEN = 10;
/** Counts of a window that name token and network, of all databases together. */
export const MAX_PAIRS = 400;
export const MAX_PAIRS_OF_NETWORK = 100;
/** After these, counts of a window that name the network alone. All others name neither. */
export const MAX_NETWORKS = 50;
/** However many databases share the budget, each has so much of it. */
const MIN_SHARE = { rows: 20, pairs: 40 };

/** What one database may use of the budget. */
export interface Share {
  readonly rows: number;
  readonly pairs: number;
}

export function shareOf({ shardSlots = [], shardRealms = new Map() }: Partial<ShardMap>): Share {
  const databases = databasesIn({ shardSlots, shardRealms, shardMoving: [] }).length;
  const part = (all: number, least: number) => Math.max(least, Math.floor(all / databases));
  return { rows: part(MAX_ROWS, MIN_SHARE.rows), pairs: part(MAX_PAIRS, MIN_SHARE.pairs) };
}

/** The reason of a row of totals. */
export const TOTALS = "*";

const at = ([network, reason, event, serial]: readonly string[]) =>
  `FROM refusal_count WHERE minute = :counted_window AND network = ${network} AND reason = ${reason}
     AND event = ${event} AND serial = ${serial}`;
const OF_WINDOW = ["''", `'${TOTALS}'`, "''", "''"] as const;
const OF_NETWORK = [":counted_network", `'${TOTALS}'`, "''", "''"] as const;
const OF_TOKEN = ["''", `'${TOTALS}'`, "''", ":counted_serial"] as const;
const OF_PAIR = [":counted_network", ":counted_reason", ":counted_event", ":counted_serial"] as const;
const OF_NETWORK_ALONE = [":counted_network", ":counted_reason", ":counted_event", "''"] as const;

const column = (name: string, key: readonly string[]) => `coalesce((SELECT ${name} ${at(key)}), 0)`;
const exists = (key: readonly string[]) => `EXISTS (SELECT 1 ${at(key)})`;

/** What becomes of the refusal. Without a serial no token has a limit. */
const OUTCOME = `CASE
  WHEN ${column("noted", OF_WINDOW)} < :most_rows AND ${column("noted", OF_NETWORK)} < ${MAX_ROWS_OF_NETWORK}
    AND (:counted_serial = '' OR ${column("noted", OF_TOKEN)} < ${MAX_ROWS_OF_TOKEN}) THEN 'row'
  WHEN ${exists(OF_PAIR)} THEN 'pair'
  WHEN ${column("pairs", OF_WINDOW)} < :most_pairs AND ${column("pairs", OF_NETWORK)} < ${MAX_PAIRS_OF_NETWORK}
    THEN 'new pair'
  WHEN ${exists(OF_NETWORK_ALONE)} THEN 'network'
  WHEN ${column("networks", OF_WINDOW)} < ${MAX_NETWORKS} THEN 'new network'
  ELSE 'any' END`;

/** The count that the outcome names. */
const COUNTED_AS = [
  "iif(outcome = 'any', '', :counted_network)",
  ":counted_reason",
  ":counted_event",
  "iif(outcome IN ('pair', 'new pair'), :counted_serial, '')",
];

const totals = (key: readonly string[], where = "true") =>
  `SELECT ${key.join(", ")}, 0, outcome = 'row', outcome = 'new pair', outcome = 'new network', outcome = 'row'
   FROM told WHERE ${where}`;

/** Counts a refusal if the condition holds. Parameters: `refusalParameters`, and its own. */
export const countRefusal = (condition: string): string => `
  INSERT INTO refusal_count (minute, network, reason, event, serial, count, noted, pairs, networks, has_row)
  SELECT :counted_window, each.* FROM (
    WITH told AS MATERIALIZED (SELECT ${OUTCOME} AS outcome WHERE ${condition})
    ${totals(OF_WINDOW)}
    UNION ALL ${totals(OF_NETWORK, "outcome IN ('row', 'new pair')")}
    UNION ALL ${totals(OF_TOKEN, "outcome = 'row' AND :counted_serial <> ''")}
    UNION ALL SELECT ${COUNTED_AS.join(", ")}, 1, 0, 0, 0, 0 FROM told WHERE outcome <> 'row'
  ) AS each WHERE true
  ON CONFLICT DO UPDATE SET count = count + excluded.count, noted = noted + excluded.noted,
    pairs = pairs + excluded.pairs, networks = networks + excluded.networks, has_row = excluded.has_row`;

/** Writes the row :row if `countRefusal`, right before it, has counted it and there is room. */
export const ROW_OF_COUNTED = `${insertRow(":row")} AND changes() > 0 AND ${column("has_row", OF_WINDOW)}`;

export const windowOf = (atMs: number): number => Math.floor(atMs / WINDOW_MS) * WINDOW_MINUTES;

export const refusalParameters = ({ atMs, client, reason, event, serial }: AuditEntry, share: Share): Parameters => ({
  counted_window: windowOf(atMs),
  // Without one it would be counted among all networks.
  counted_network: siteOf(client) || "unknown",
  counted_reason: reason,
  counted_event: event,
  counted_serial: serial,
  most_rows: share.rows,
  most_pairs: share.pairs,
});
