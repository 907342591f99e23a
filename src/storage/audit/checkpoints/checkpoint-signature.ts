// The content of a checkpoint of the audit trail, its signature, and its link to the one before it.
//
//   mac    a MAC over all columns. Retention signs again, because it changes one of them.
//   link   a hash over the columns that never change. The next checkpoint signs it as `previous`.
//
// Checkpoints that are older than the chain have no `previous`, and their MAC leaves it out.

import { sha256Hex } from "../../../lib/bytes.ts";
import type { Keyring } from "../../keys/keyring.ts";
import { isSignedText, signText } from "../signed-text.ts";

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

export const sign = (keyring: Keyring, checkpoint: Unsigned): Promise<string> =>
  signText(keyring, contentOf(checkpoint));

export const isSigned = (keyring: Keyring, checkpoint: Checkpoint): Promise<boolean> =>
  isSignedText(keyring, checkpoint.mac, contentOf(checkpoint));

const contentOf = ({ previous, ...checkpoint }: Unsigned) =>
  JSON.stringify([
    "checkpoint",
    checkpoint.first_number,
    checkpoint.last_number,
    checkpoint.row_count,
    checkpoint.digest,
    checkpoint.made_at_ms,
    checkpoint.retired_at_ms,
    ...(previous === null ? [] : [previous]),
  ]);
