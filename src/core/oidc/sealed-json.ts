// What applications and browsers keep for us: sealed JSON, so that they can neither read nor change it (decision 031).

import { fromUtf8, utf8 } from "../../lib/bytes.ts";
import type { Sealed, Sealer } from "../sealer.ts";

export const sealJson = (sealer: Sealer, purpose: Sealed, owner: string, what: object): Promise<string> =>
  sealer.seal(purpose, owner, utf8(JSON.stringify(what)));

/** The same text each time for the same JSON, under the same key. */
export const sealJsonAlike = (sealer: Sealer, purpose: Sealed, owner: string, what: object): Promise<string> =>
  sealer.sealAlike(purpose, owner, utf8(JSON.stringify(what)));

/** Undefined for a text that was not sealed here, or for another purpose or owner. Whether it is over, it says itself. */
export async function openJson<What>(
  sealer: Sealer,
  purpose: Sealed,
  owner: string,
  text: string,
): Promise<What | undefined> {
  try {
    return JSON.parse(fromUtf8(await sealer.open(purpose, owner, text)));
  } catch {
    return undefined;
  }
}
