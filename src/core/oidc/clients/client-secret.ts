// The secret of a client: 256 random bits, told once and kept as a hash. The previous one stays
// valid during a change.

import { equalInConstantTime, fromHex, type RandomBytes, sha256Hex, toBase64Url } from "../../../lib/bytes.ts";
import type { OidcClient, StoredClient } from "../../ports/oidc/clients.ts";

const SECRET_BYTES = 32;

export async function makeClientSecret(randomBytes: RandomBytes) {
  const secret = toBase64Url(randomBytes(SECRET_BYTES));
  return { secret, hash: await sha256Hex(secret) };
}

/** Whether the client shows a secret at the token endpoint. */
export const usesSecret = ({ tokenEndpointAuthMethod }: Pick<OidcClient, "tokenEndpointAuthMethod">): boolean =>
  tokenEndpointAuthMethod === "client_secret_basic" || tokenEndpointAuthMethod === "client_secret_post";

/**
 * Whether this is the client's newest or previous secret. Both are compared in full: the time must
 * not tell how much of a guess was right, nor which one it was. False if the client uses none.
 */
export async function isClientSecret(
  { client, secretHash, previousSecretHash }: Pick<StoredClient, "client" | "secretHash" | "previousSecretHash">,
  secret: string,
): Promise<boolean> {
  const guess = fromHex(await sha256Hex(secret)) ?? new Uint8Array();
  const fits = [secretHash, previousSecretHash].map(
    (hash) => hash !== null && equalInConstantTime(guess, fromHex(hash) ?? new Uint8Array()),
  );
  return usesSecret(client) && fits.includes(true);
}
