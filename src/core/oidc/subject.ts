// `sub`, the name by which a client knows a user (OpenID Connect Core 1.0 §8). A pairwise one
// differs by sector, so that two clients cannot join what they know of a person.

import type { Ports } from "../ports/index.ts";
import type { Person } from "../ports/oidc/browser-sessions.ts";
import type { OidcClient } from "../ports/oidc/clients.ts";
import { isPrivateUse } from "./clients/client-uris.ts";

export const subjectFor = async (
  { signer }: Pick<Ports, "signer">,
  sector: string | null,
  { subject }: Pick<Person, "subject">,
): Promise<string> => (sector === null ? subject : signer.pairwise(sector, subject));

/** Core 1.0 §8.1: the one host of all redirect addresses, else the client. Null: public names. */
export function sectorOf({ clientId, redirectUris, subjectType }: OidcClient): string | null {
  if (subjectType === "public") return null;
  // Nobody has to own the host in an app's scheme: a client could learn another sector's names.
  if (redirectUris.some(isPrivateUse)) return clientId;
  const hosts = new Set(redirectUris.map((uri) => new URL(uri).host));
  const [host] = hosts;
  return hosts.size === 1 && host ? host : clientId;
}

/**
 * An id_token that comes back as a hint (OpenID Connect Core 1.0 §3.1.2.1, RP-Initiated Logout 1.0
 * §2). Our signature proves that we gave it to the client in its audience. It may be over by now.
 * Undefined unless the text is an id_token of ours.
 */
export async function readHint({ signer, settings }: Pick<Ports, "signer" | "settings">, text: string) {
  const { iss, aud, sub, sid } = (await signer.verify(text, "JWT")) ?? {};
  const isOurs = iss === settings.publicUrl && typeof aud === "string" && typeof sub === "string";
  return isOurs ? { clientId: aud, sub, sid } : undefined;
}

/** The `sub` in an id_token_hint of this client; null without a hint. */
export async function hintedSubject(
  ports: Pick<Ports, "signer" | "settings">,
  { clientId }: Pick<OidcClient, "clientId">,
  hint: string | undefined,
): Promise<string | null | "invalid"> {
  if (hint === undefined) return null;
  const read = await readHint(ports, hint);
  return read?.clientId === clientId ? read.sub : "invalid";
}
