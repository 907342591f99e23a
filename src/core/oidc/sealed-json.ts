// Sealed JSON: applications and browsers keep it, but cannot read or change it (decision 031).

import { fromUtf8, utf8 } from "../../lib/bytes.ts";
import type { Sealer, SealPurpose } from "../sealer.ts";

export const sealJson = (sealer: Sealer, purpose: SealPurpose, owner: string, what: object): Promise<string> =>
  sealer.seal(purpose, owner, utf8(JSON.stringify(what)));

/** Gives the same text for the same JSON and key. */
export const sealJsonAlike = (sealer: Sealer, purpose: SealPurpose, owner: string, what: object): Promise<string> =>
  sealer.sealAlike(purpose, owner, utf8(JSON.stringify(what)));

/** Undefined unless sealed here for this purpose and owner. It says itself whether it is over. */
export async function openJson<What>(
  sealer: Sealer,
  purpose: SealPurpose,
  owner: string,
  text: string,
): Promise<What | undefined> {
  try {
    return JSON.parse(fromUtf8(await sealer.open(purpose, owner, text)));
  } catch {
    return undefined;
  }
}
