// The content of a checkpoint of the audit trail, its signature, and its link to the one before it.
//
//   mac    a MAC over all columns. Retention signs again, because it changes one of them.
//   link   a hash over the columns that never change. The next checkpoint signs it as `previous`.
//
// Checkpoints that are older than the chain have no `previous`, and their MAC leaves it out.

import { equalInConstantTime, fromBase64Url, sha256Hex, toBase64Url, utf8 } from "../../../lib/bytes.ts";
import type { Keyring } from "../../keys/keyring.ts";

export interface Checkpoint {
  first_number: number;
  last_number: number;
  row_count: number;
  digest: string;
  made_at_ms: number;
  retired_at_ms: number | null;
  /**
   * `chainLink` of the one before; empty when there was none; null if it is older than the chain.
   */
  previous: string | null;
  mac: string;
}

type Unsigned = Omit<Checkpoint, "mac">;

export const digestOf = (rows: readonly { id: string }[]): Promise<string> =>
  sha256Hex(rows.map(({ id }) => id).join("\n"));

/** The link is the same before and after retention, and under every key. */
export const chainLink = ({
  first_number,
  last_number,
  row_count,
  digest,
  made_at_ms,
  previous,
}: Unsigned): Promise<string> =>
  sha256Hex(JSON.stringify(["link", previous, first_number, last_number, row_count, digest, made_at_ms]));

export async function sign(keyring: Keyring, checkpoint: Unsigned): Promise<string> {
  const { id, audit } = keyring.newest;
  return `${id}.${toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", audit, contentOf(checkpoint))))}`;
}

export async function isSigned(keyring: Keyring, checkpoint: Checkpoint): Promise<boolean> {
  const [id, mac = ""] = checkpoint.mac.split(".");
  const keys = keyring.all.find((candidate) => candidate.id === id);
  const claimed = fromBase64Url(mac);
  if (!keys || !claimed) return false;
  const expected = new Uint8Array(await crypto.subtle.sign("HMAC", keys.audit, contentOf(checkpoint)));
  return equalInConstantTime(expected, claimed);
}

const contentOf = ({ previous, ...checkpoint }: Unsigned) =>
  utf8(
    JSON.stringify([
      "checkpoint",
      checkpoint.first_number,
      checkpoint.last_number,
      checkpoint.row_count,
      checkpoint.digest,
      checkpoint.made_at_ms,
      checkpoint.retired_at_ms,
      ...(previous === null ? [] : [previous]),
    ]),
  );
