// Seals phones' addresses that versions before migration 0041 stored in the clear, in bounded
// batches. Such a version may still run alongside this one or again after it, so each cron looks.

import { utf8 } from "../../lib/bytes.ts";
import { statement } from "../sql/sql.ts";
import type { Keyring } from "./keyring.ts";
import { createSealer } from "./seal.ts";

/** Rows of one batch. A free Worker has 10 ms of CPU time for a whole cron. */
const MAX_BATCH_ROWS = 100;

interface OpenAddress {
  serial: string;
  address: string;
}

/** True when there may be more. */
export async function sealAddresses(db: D1Database, keyring: Keyring, most = MAX_BATCH_ROWS): Promise<boolean> {
  const { results } = await statement<OpenAddress>(
    db,
    `SELECT serial, notification_address AS address FROM token INDEXED BY token_by_open_address
     WHERE notification_address IS NOT NULL AND serial > '' ORDER BY serial LIMIT :most`,
    { most },
  ).all();
  if (results.length === 0) return false;
  const sealer = createSealer(keyring);
  const rows = await Promise.all(
    results.map(async ({ serial, address }) => {
      return { serial, address, sealed: await sealer.sealAlike("push", serial, utf8(address)) };
    }),
  );
  // A phone that answers in between has replaced the clear address by a sealed one, which stays.
  await statement(
    db,
    `UPDATE token SET sealed_notification_address = given.value ->> 'sealed', notification_address = NULL
     FROM json_each(:rows) AS given
     WHERE token.serial = given.value ->> 'serial' AND token.notification_address = given.value ->> 'address'`,
    { rows: JSON.stringify(rows) },
  ).run();
  return results.length === most;
}
