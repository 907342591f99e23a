// The code on a page, sealed for the form that asks for the next one. Digits that a person has read
// off the phone for the code before are then known (./transaction/matching.ts), and nothing has to
// be stored for a login that needs no second code.

import { readLoginQrText } from "../../tiqr/urls.ts";
import type { CodeBefore } from "../ports/tokens/challenge.ts";
import { openJson, type Sealer, sealJson } from "../sealer.ts";

/** `link`: the text of the QR code. */
export async function sealShownCode(sealer: Sealer, link: string, expiresAtMs: number): Promise<string | undefined> {
  const read = readLoginQrText(link);
  if (!read) return undefined;
  const { sessionKey, question } = read;
  return sealJson(sealer, "shown-code", "", { sessionKey, question, expiresAtMs } satisfies CodeBefore);
}

/** Undefined for a text that was not sealed here: digits then count as they always do. */
export const openShownCode = async (sealer: Sealer, sealed: string | undefined): Promise<CodeBefore | undefined> =>
  sealed === undefined ? undefined : openJson(sealer, "shown-code", "", sealed);
