// The keys of a job's links follow from its seed and the item's place. A batch repeated after a
// crash finds its links again, and no link is stored before someone asks for the result.

import { toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { Ports } from "../ports/index.ts";

const SEED_BYTES = 32;
/** As long as a key that is drawn: ../enrolment/link.ts. */
const KEY_BYTES = 16;

export const sealSeed = ({ sealer, randomBytes }: Pick<Ports, "sealer" | "randomBytes">, id: string): Promise<string> =>
  sealer.seal("job", id, randomBytes(SEED_BYTES));

/** Gives the key of the item at each place. Throws when the seed does not open. */
export async function openLinkKeys(
  { sealer }: Pick<Ports, "sealer">,
  id: string,
  sealedSeed: string,
): Promise<(place: number) => Promise<string>> {
  const seed = await sealer.open("job", id, sealedSeed);
  const key = await crypto.subtle.importKey("raw", seed, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return async (place) => {
    const mac = await crypto.subtle.sign("HMAC", key, utf8(`link ${place}`));
    return toBase64Url(new Uint8Array(mac).slice(0, KEY_BYTES));
  };
}
