// The form of a request at the endpoints that applications call: RFC 6749 §3.2. The query ends up
// in logs, so it is not read. Readers may take either of a repeated parameter, so it is refused.

import type { Context } from "hono";
import { type OauthOutcome, refuseOauth } from "../../core/oidc/oauth-refusal.ts";
import { contentTypeOf, parseForm, readBody } from "../request/body.ts";

export type OauthForm = (name: string) => string | undefined;

/** Without a body the form is empty. */
export async function readOauthForm(c: Context): Promise<OauthOutcome<{ readonly form: OauthForm }>> {
  const bytes = await readBody(c);
  if (bytes === "too-large") return refuseOauth("invalid_request", "The body is too large.");
  if (bytes === "lost") return refuseOauth("invalid_request", "The body did not arrive.");
  const type = contentTypeOf(c);
  if (bytes.length > 0 && !/^application\/x-www-form-urlencoded\b/i.test(type))
    return refuseOauth("invalid_request", "The body must be application/x-www-form-urlencoded.");
  const pairs = bytes.length === 0 ? [] : await parseForm(bytes, type);
  if (pairs === "unreadable") return refuseOauth("invalid_request", "The body is not a form in UTF-8.");
  const values = new Map(pairs);
  if (values.size < pairs.length) return refuseOauth("invalid_request", "A parameter came twice.");
  if (pairs.some(([name, value]) => `${name}${value}`.includes("\0")))
    return refuseOauth("invalid_request", "A parameter has a NUL character.");
  // RFC 6749 §3.2: a parameter without a value counts as missing.
  return { ok: true, form: (name) => values.get(name)?.toWellFormed() || undefined };
}
