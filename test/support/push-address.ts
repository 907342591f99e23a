// Where the phone of a token can be woken, as the database has it.

import { env } from "cloudflare:workers";
import { fromUtf8 } from "../../src/lib/bytes.ts";
import { createSealer } from "../../src/storage/keys/seal.ts";
import { realKeyring } from "./storage/ports.ts";

interface Row {
  type: string | null;
  sealed: string | null;
  open: string | null;
}

/** Type and address; an address that stands there in the clear is told as `open`. */
export async function pushAddressOf(serial: string): Promise<(string | null)[]> {
  const { type, sealed, open } = (await env.DB.prepare(
    `SELECT notification_type AS type, sealed_notification_address AS sealed, notification_address AS open
     FROM token WHERE serial = ?`,
  )
    .bind(serial)
    .first<Row>()) as Row;
  if (open !== null) return [type, `open ${open}`];
  const sealer = createSealer(await realKeyring());
  return [type, sealed && fromUtf8(await sealer.open("push", serial, sealed))];
}
