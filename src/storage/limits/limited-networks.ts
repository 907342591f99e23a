// Networks, in DB, that reached their limit although right PINs came from them. Two isolates that
// note one at once write the same row.

import type { LimitedNetwork, LimitedNetworks } from "../../core/ports/limited-networks.ts";
import { batchForCaller, CALLER_MAY_EVERYWHERE, callerParameters } from "../sql/caller-guard.ts";
import { part, statement } from "../sql/sql.ts";

/** If a network has not reached its limit again for so long, the cause is gone. */
export const LIMITED_KEPT_MS = 7 * 24 * 3600 * 1000;
/** Someone who knows a PIN and has many networks could fill the table; no longer list is needed. */
const MAX_NETWORKS = 20;
/** During an attack each isolate notes a network every minute: its row is written once an hour. */
const RENEWED_MS = 3600 * 1000;

const NOTE = `INSERT INTO limited_network (network, at_ms) SELECT :network, :now
  WHERE (SELECT count(*) FROM limited_network WHERE network <> :network) < ${MAX_NETWORKS}
  ON CONFLICT DO UPDATE SET at_ms = :now WHERE at_ms < :now - ${RENEWED_MS}`;

export const createLimitedNetworks = (db: D1Database): LimitedNetworks => ({
  async note(network, nowMs) {
    await statement(db, NOTE, { network, now: nowMs }).run();
  },

  async list(caller, nowMs) {
    // Nobody knows in which realm these guesses were, so an account bound to realms gets none.
    const networks = part<{ network: string; at_ms: number }>(
      `SELECT network, at_ms FROM limited_network WHERE at_ms > :since AND ${CALLER_MAY_EVERYWHERE} ORDER BY at_ms DESC`,
      { ...callerParameters(caller, "configread"), since: nowMs - LIMITED_KEPT_MS },
    );
    const found = await batchForCaller(db, caller, "configread", { networks });
    if (!found.ok) return found;
    return {
      ok: true,
      networks: found.networks.rows.map(({ network, at_ms: atMs }): LimitedNetwork => ({ network, atMs })),
    };
  },
});
