// Finds out which application sends a request: RFC 6749 §2.3. A client has one way to authenticate and no other, so a secret that leaked
// from a request is of no use to a client registered for assertions, and a confidential client cannot pass for a public one.

import { fromBase64Url, fromUtf8 } from "../../lib/bytes.ts";
import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import { acceptAssertion } from "./assertion.ts";
import type { OidcClient } from "./client.ts";
import { isClientSecret } from "./client-secret.ts";
import { noteRefusal } from "./note.ts";
import { type OauthOutcome, refuseOauth } from "./oauth-refusal.ts";

/** What a request shows. `none`: only a name, which anyone can give. */
export type Credentials =
  | {
      readonly method: "client_secret_basic" | "client_secret_post";
      readonly clientId: string;
      readonly secret: string;
    }
  | { readonly method: "private_key_jwt"; readonly clientId: string | undefined; readonly assertion: string }
  | { readonly method: "none"; readonly clientId: string };

type Needs = Pick<Ports, "audit" | "clients" | "assertions" | "settings">;

export async function authenticateClient(
  ports: Needs,
  credentials: Credentials,
  call: Call,
): Promise<OauthOutcome<{ readonly client: OidcClient }>> {
  const clientId = named(credentials);
  const stored = clientId === undefined ? undefined : await ports.clients.find(clientId);
  if (stored && stored.client.tokenEndpointAuthMethod === credentials.method && (await isProven())) {
    return { ok: true, client: stored.client };
  }
  noteRefusal(ports, call, stored?.client.clientId, "invalid-client");
  // The same words for an unknown client, a wrong secret and another method: a guesser learns nothing.
  return refuseOauth("invalid_client", "The client is unknown, or did not authenticate as it is registered.");

  async function isProven(): Promise<boolean> {
    if (!stored) return false;
    if (credentials.method === "none") return true;
    if (credentials.method === "private_key_jwt")
      return acceptAssertion(ports, stored.client, credentials.assertion, call.nowMs);
    return isClientSecret(stored, credentials.secret);
  }
}

/** An assertion names the client itself. A `client_id` beside it must be the same (RFC 7521 §4.2). */
function named(credentials: Credentials): string | undefined {
  if (credentials.method !== "private_key_jwt") return credentials.clientId;
  const subject = subjectIn(credentials.assertion);
  return credentials.clientId === undefined || credentials.clientId === subject ? subject : undefined;
}

/** Not yet verified: it only says whose keys verify it. */
function subjectIn(jws: string): string | undefined {
  const bytes = fromBase64Url(jws.split(".")[1] ?? "");
  try {
    const claims: unknown = JSON.parse(fromUtf8(bytes ?? new Uint8Array()));
    const subject = (claims as { readonly sub?: unknown } | null)?.sub;
    return typeof subject === "string" ? subject : undefined;
  } catch {
    return undefined;
  }
}
