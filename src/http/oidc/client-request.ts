// What the endpoints for clients share: the form, and the client that the request authenticates.

import type { Context } from "hono";
import { authenticateClient, type Credentials } from "../../core/oidc/clients/authenticate-client.ts";
import { type OauthOutcome, refuseOauth } from "../../core/oidc/oauth-refusal.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { OidcClient } from "../../core/ports/oidc/clients.ts";
import { fromBase64, fromUtf8 } from "../../lib/bytes.ts";
import { callOf, type HttpEnv } from "../context.ts";
import { type OauthForm, readOauthForm } from "./oauth-form.ts";

const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export async function readClientRequest(
  c: Context<HttpEnv>,
  ports: Ports,
): Promise<OauthOutcome<{ readonly client: OidcClient; readonly form: OauthForm }>> {
  const read = await readClientForm(c);
  if (!read.ok) return read;
  const known = await authenticateClient(ports, read.credentials, callOf(c));
  return known.ok ? { ok: true, client: known.client, form: read.form } : known;
}

/** The form, and what should prove its client, which is not judged yet. */
export async function readClientForm(
  c: Context<HttpEnv>,
): Promise<OauthOutcome<{ readonly credentials: Credentials; readonly form: OauthForm }>> {
  const read = await readOauthForm(c);
  if (!read.ok) return read;
  const presented = readCredentials(c.req.header("Authorization"), read.form);
  return presented.ok ? { ok: true, credentials: presented.credentials, form: read.form } : presented;
}

/**
 * How the client authenticates: RFC 6749 §2.3, RFC 7521 §4.2. A request must use exactly one way,
 * so that it is clear which one is judged.
 */
function readCredentials(
  authorization: string | undefined,
  form: OauthForm,
): OauthOutcome<{ readonly credentials: Credentials }> {
  const clientId = form("client_id");
  const secret = form("client_secret");
  const assertion = form("client_assertion");
  const assertionType = form("client_assertion_type");
  const ways = [authorization, secret, assertion ?? assertionType].filter((each) => each !== undefined);
  // RFC 6749 §2.3: of two ways, one could be checked and the other one's client be believed.
  if (ways.length > 1) return refuseOauth("invalid_request", "The client must authenticate in one way only.");

  if (authorization !== undefined) {
    const basic = readBasic(authorization);
    if (!basic)
      return refuseOauth("invalid_client", "The Authorization header is not Basic with client_id and client_secret.");
    // The form must not name a client other than the one that authenticates.
    if (clientId !== undefined && clientId !== basic.clientId)
      return refuseOauth("invalid_request", "client_id is not that of the Authorization header.");
    // An empty secret is none, as in the form: some public clients send Basic all the same.
    if (basic.secret === "") return { ok: true, credentials: { method: "none", clientId: basic.clientId } };
    return { ok: true, credentials: { method: "client_secret_basic", ...basic } };
  }
  if (assertion !== undefined || assertionType !== undefined) {
    if (assertionType !== JWT_BEARER || assertion === undefined)
      return refuseOauth("invalid_request", `client_assertion must come with client_assertion_type ${JWT_BEARER}.`);
    return { ok: true, credentials: { method: "private_key_jwt", clientId, assertion } };
  }
  if (clientId === undefined) return refuseOauth("invalid_client", "The request names no client.");
  if (secret === undefined) return { ok: true, credentials: { method: "none", clientId } };
  return { ok: true, credentials: { method: "client_secret_post", clientId, secret } };
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they are joined. */
function readBasic(header: string): { readonly clientId: string; readonly secret: string } | undefined {
  const [, encoded = ""] = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header) ?? [];
  const bytes = fromBase64(encoded);
  const [, id, secret] = /^([^:]+):(.*)$/s.exec(bytes ? fromUtf8(bytes) : "") ?? [];
  if (id === undefined || secret === undefined) return undefined;
  try {
    return { clientId: decode(id), secret: decode(secret) };
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  const decoded = decodeURIComponent(text.replaceAll("+", " "));
  // SQLite ends a text at a NUL, so such an id could match another client's.
  if (decoded.includes("\0")) throw new Error("a NUL character");
  return decoded;
}
