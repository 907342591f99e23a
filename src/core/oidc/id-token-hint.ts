// An id_token that comes back as a hint (OpenID Connect Core 1.0 §3.1.2.1, RP-Initiated Logout 1.0
// §2). Our signature proves that we gave it to the client in its audience. It may be over by now.

import type { Ports } from "../ports/index.ts";

export interface IdTokenHint {
  readonly clientId: string;
  readonly sub: string;
  readonly sid: unknown;
}

/** Undefined unless the text is an id_token of ours. */
export async function readHint(
  { signer, settings }: Pick<Ports, "signer" | "settings">,
  text: string,
): Promise<IdTokenHint | undefined> {
  const { iss, aud, sub, sid } = (await signer.verify(text, "JWT")) ?? {};
  const isOurs = iss === settings.publicUrl && typeof aud === "string" && typeof sub === "string";
  return isOurs ? { clientId: aud, sub, sid } : undefined;
}
