// privacyIDEA's web interface hashes the empty PIN of a token that is to have none. For PBKDF2 this
// costs as much as a check of the PIN, so it is asked only where a token must have one: otherwise
// the first login with an empty PIN tells (src/core/login/mend-hashes.ts).
import { createHash, pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { verifyPin } from "../../../../src/core/token/pin.ts";
import type { ForeignPin } from "../record.ts";

const pbkdf2OfNode = promisify(pbkdf2);

export const isDigestOfNone = (pin: ForeignPin): boolean =>
  pin.kind === "digest" && pin.digestHex === createHash("sha256").update(pin.seed).digest("hex");

export async function isOfNone(pin: ForeignPin): Promise<boolean> {
  if (pin.kind === "stored") return verifyPin("", pin.text);
  if (pin.kind !== "pbkdf2-sha256" && pin.kind !== "pbkdf2-sha512") return pin.kind === "none" || isDigestOfNone(pin);
  const digest = pin.kind === "pbkdf2-sha256" ? "sha256" : "sha512";
  return (await pbkdf2OfNode("", pin.salt, pin.iterations, pin.hash.length, digest)).equals(pin.hash);
}
