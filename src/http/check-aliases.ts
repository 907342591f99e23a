// /validate/samlcheck and /validate/radiuscheck: what /validate/check answers, in the forms that SAML and RADIUS modules read.

import type { Context } from "hono";
import type { Ports } from "../core/ports.ts";
import type { HttpEnv } from "./context.ts";

interface Body {
  readonly result: { readonly value?: boolean };
  readonly detail?: { readonly serial?: string };
}

/** The value is `{auth, attributes}`, the attributes only with a login that is accepted. Errors stay as they are. */
export async function asSaml(c: Context<HttpEnv>, response: Response, { tokens }: Ports): Promise<Response> {
  if (response.status >= 400) return response;
  const body = await response.json<Body>();
  const { value } = body.result;
  // The request may have named a serial, or the realm in the user; the token knows whose it is.
  const view = value ? await tokens.view({ serial: body.detail?.serial, named: undefined }) : undefined;
  const { user: username, realm } = view?.tokens[0] ?? {};
  const attributes = username && realm ? { username, realm, resolver: realm } : {};
  return c.json({ ...body, result: { ...body.result, value: { auth: value, attributes } } });
}

/** 204 without a body for a login that is accepted, 400 with the usual body for everything else. */
export async function asRadius(c: Context<HttpEnv>, response: Response): Promise<Response> {
  if (response.status >= 400) return response;
  const body = await response.json<Body>();
  return body.result.value === true ? c.body(null, 204) : c.json(body, 400);
}
