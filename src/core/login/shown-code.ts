// The code on a page, sealed for the form that asks for the next one. Digits that a person has read
// off the phone for the code before are then known (./transaction/matching.ts), and nothing has to
// be stored for a login that needs no second code.

import { fromUtf8, utf8 } from "../../lib/bytes.ts";
import { readLoginQrText } from "../../tiqr/urls.ts";
import type { CodeBefore } from "../ports/tokens/challenge.ts";
import type { Sealer } from "../sealer.ts";

const SEALED = ["shown-code", ""] as const;

/** `link`: the text of the QR code. */
export async function sealShownCode(sealer: Sealer, link: string, expiresAtMs: number): Promise<string | undefined> {
  const read = readLoginQrText(link);
  if (!read) return undefined;
  const { sessionKey, question } = read;
  return sealer.seal(...SEALED, utf8(JSON.stringify({ sessionKey, question, expiresAtMs } satisfies CodeBefore)));
}

/** A text that was not sealed here is no code, and digits count then as they always do. */
export async function openShownCode(sealer: Sealer, sealed: string | undefined): Promise<CodeBefore | undefined> {
  if (sealed === undefined) return undefined;
  try {
    return JSON.parse(fromUtf8(await sealer.open(...SEALED, sealed)));
  } catch {
    return undefined;
  }
}
