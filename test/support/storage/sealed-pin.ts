// What stands in the place of a token's PIN: a hash as an import leaves it, sealed for the token.

import { env } from "cloudflare:workers";
import { readConfig } from "../../../src/config/read-config.ts";
import { utf8 } from "../../../src/lib/bytes.ts";
import { loadKeyring } from "../../../src/storage/keys/keyring-cache.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";
import vectors from "../../vectors/import.json" with { type: "json" };

/** Returns the sealed text. */
export async function setSealedPin(serial: string, hashed: string): Promise<string> {
  const sealer = createSealer(await loadKeyring(readConfig(env).masterKeys));
  const sealed = await sealer.seal("pin", serial, utf8(hashed));
  await env.DB.prepare("UPDATE token SET sealed_pin = ? WHERE serial = ?").bind(sealed, serial).run();
  return sealed;
}

/** passlib's hash as the import stores it. */
const stored = (passlib: string): string => {
  const [, scheme, iterations, ...texts] = passlib.split("$");
  const padded = texts.map((text) => text.replaceAll(".", "+")).map((text) => text + "=".repeat(-text.length & 3));
  return [scheme, iterations, ...padded].join("$");
};

/** Of the empty PIN, by which privacyIDEA's web interface says that there is none. */
export const HASH_OF_NONE = stored(vectors.passlib.ofNone);
