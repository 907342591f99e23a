// Finds out which application sends a request: RFC 6749 §2.3. A client has one way to authenticate,
// so a confidential client cannot pass for a public one, nor one with keys for one with a secret.
// If its registration names none, it may show its secret in the header or in the form.

import { fromBase64Url, fromUtf8 } from "../../../lib/bytes.ts";
import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { OidcClient, StoredClient } from "../../ports/oidc/clients.ts";
import { noteRefusal } from "../note.ts";
import { type OauthOutcome, refuseOauth } from "../oauth-refusal.ts";
import { faultOf, type ParameterFault } from "../parameter-fault.ts";
import { type AuthenticationFault, assertionFault, UNPROVEN } from "./assertion/assertion.ts";
import { isPublic } from "./client.ts";
import { isClientSecret } from "./client-secret.ts";

/** What a request shows. `none` is only a name, which anyone can give. */
export type Credentials =
  | {
      readonly method: "client_secret_basic" | "client_secret_post";
      readonly clientId: string;
      readonly secret: string;
    }
  | { readonly method: "private_key_jwt"; readonly clientId: string | undefined; readonly assertion: string }
  | { readonly method: "none"; readonly clientId: string };

/** The parameter by which a request proves whose it is. */
const PROOFS = {
  none: "client_secret",
  client_secret_basic: "client_secret",
  client_secret_post: "client_secret",
  private_key_jwt: "client_assertion",
} as const;

type Needs = Pick<Ports, "audit" | "clients" | "assertions" | "settings">;

export type ClientOutcome = OauthOutcome<{ readonly client: OidcClient }>;

export async function authenticateClient(ports: Needs, credentials: Credentials, call: Call): Promise<ClientOutcome> {
  const clientId = clientNamedBy(credentials);
  const stored = clientId === undefined ? undefined : await ports.clients.find(clientId);
  return authenticateAs(stored, ports, credentials, call);
}

/** For whoever has read what is stored under the name that the request shows. */
export async function authenticateAs(
  stored: StoredClient | undefined,
  ports: Omit<Needs, "clients">,
  credentials: Credentials,
  call: Call,
): Promise<ClientOutcome> {
  const fault = stored ? await faultIn(stored) : UNPROVEN;
  if (stored && !fault) return { ok: true, client: stored.client };
  const { code, description = NO_MORE, of = proofFault(stored?.client) } = fault ?? UNPROVEN;
  noteRefusal(ports, call, stored?.client.clientId, code, of);
  return refuseOauth("invalid_client", description);

  function proofFault(client: OidcClient | undefined): ParameterFault {
    const { method } = credentials;
    if (!client) return faultOf("client_id", "unknown", clientNamedBy(credentials));
    return method === "none"
      ? faultOf(PROOFS[client.tokenEndpointAuthMethod], "missing")
      : faultOf(PROOFS[method], "mismatched");
  }

  async function faultIn({ client, ...hashes }: StoredClient): Promise<AuthenticationFault | undefined> {
    const registered = client.tokenEndpointAuthMethod;
    if (credentials.method === "none") return isPublic(client) ? undefined : UNPROVEN;
    if (credentials.method === "private_key_jwt")
      return registered === "private_key_jwt"
        ? assertionFault(ports, client, credentials.assertion, call.nowMs)
        : UNPROVEN;
    const { method, secret } = credentials;
    if (!(await isClientSecret({ client, ...hashes }, secret))) return UNPROVEN;
    if (method === registered || client.secretEitherWay) return undefined;
    // Only the secret's holder hears this, and need not look for a wrong character in it.
    return {
      code: method === "client_secret_post" ? "secret-in-form" : "secret-in-header",
      description: `The client's secret is right, but shown by ${method}, registered for ${registered}.`,
      of: faultOf("token_endpoint_auth_method", "mismatched", method),
    };
  }
}

/** The same words for unknown client, wrong secret and other method: a guesser learns nothing. */
const NO_MORE = "The client is unknown, or did not authenticate as it is registered.";

/** An assertion names its client. A `client_id` next to it must be the same (RFC 7521 §4.2). */
export function clientNamedBy(credentials: Credentials): string | undefined {
  if (credentials.method !== "private_key_jwt") return credentials.clientId;
  const subject = subjectIn(credentials.assertion);
  return credentials.clientId === undefined || credentials.clientId === subject ? subject : undefined;
}

/** Not verified yet: it only says whose keys must verify it. */
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
