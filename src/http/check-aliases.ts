// /validate/samlcheck and /validate/radiuscheck: what /validate/check answers, in the forms that SAML and RADIUS modules read.

import type { Context } from "hono";
import type { HttpEnv } from "./context.ts";

interface Body {
  readonly result: { readonly value?: boolean };
}

/** The value is `{auth, attributes}`, the attributes only with a login that is accepted. Errors stay as they are. */
export async function asSaml(c: Context<HttpEnv>, response: Response): Promise<Response> {
  if (response.status >= 400) return response;
  const body = await response.json<Body>();
  const { loggedIn } = c.var;
  const attributes = loggedIn ? { username: loggedIn.user, realm: loggedIn.realm, resolver: loggedIn.realm } : {};
  return c.json({ ...body, result: { ...body.result, value: { auth: body.result.value, attributes } } });
}

/** 204 without a body for a login that is accepted, 400 with the usual body for everything else. */
export async function asRadius(c: Context<HttpEnv>, response: Response): Promise<Response> {
  if (response.status >= 400) return response;
  const body = await response.json<Body>();
  return body.result.value === true ? c.body(null, 204) : c.json(body, 400);
}
