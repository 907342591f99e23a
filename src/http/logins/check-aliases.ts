// /validate/samlcheck and /validate/radiuscheck: /validate/check in the forms of SAML and RADIUS.

import type { Context } from "hono";
import type { HttpEnv } from "../context.ts";

interface Body {
  readonly result: { readonly value?: boolean };
}

/** The value becomes `{auth, attributes}`: attributes only if accepted. Errors are unchanged. */
export async function asSaml(c: Context<HttpEnv>, response: Response): Promise<Response> {
  if (response.status >= 400) return response;
  const body = await response.json<Body>();
  const { loggedIn } = c.var;
  const attributes = loggedIn ? { username: loggedIn.user, realm: loggedIn.realm, resolver: loggedIn.realm } : {};
  return c.json({ ...body, result: { ...body.result, value: { auth: body.result.value, attributes } } });
}

/** 204 or 400, without a body (privacyIDEA api/lib/postpolicy.py, construct_radius_response). */
export async function asRadius(c: Context<HttpEnv>, response: Response): Promise<Response> {
  if (response.status >= 400) return response;
  const body = await response.json<Body>();
  return c.body(null, body.result.value === true ? 204 : 400, { "Content-Type": "text/plain; charset=UTF-8" });
}
