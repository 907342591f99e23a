// What the endpoints for clients share: the form, and the client that it authenticates.

import type { Context } from "hono";
import { authenticateClient } from "../../core/oidc/clients/authenticate-client.ts";
import type { OauthOutcome } from "../../core/oidc/oauth-refusal.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { OidcClient } from "../../core/ports/oidc/clients.ts";
import { callOf, type HttpEnv } from "../context.ts";
import { readCredentials } from "./credentials.ts";
import { type OauthForm, readOauthForm } from "./oauth-form.ts";

export async function readClientRequest(
  c: Context<HttpEnv>,
  ports: Ports,
): Promise<OauthOutcome<{ readonly client: OidcClient; readonly form: OauthForm }>> {
  const read = await readOauthForm(c);
  if (!read.ok) return read;
  const shown = readCredentials(c.req.header("Authorization"), read.form);
  if (!shown.ok) return shown;
  const known = await authenticateClient(ports, shown.credentials, callOf(c));
  return known.ok ? { ok: true, client: known.client, form: read.form } : known;
}
