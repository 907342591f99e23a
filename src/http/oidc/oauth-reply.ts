// Answers for applications in the JSON of RFC 6749 §5 and RFC 6750 §3. Any may hold secrets.

import type { Context } from "hono";
import type { OauthRefusal } from "../../core/oidc/oauth-refusal.ts";
import type { Written } from "../../lib/schema.ts";
import type { Answers, Route } from "../all-definitions.ts";
import { reply } from "../answer/reply.ts";
import type { RouteContext } from "../context.ts";

const NOT_STORED = { "Cache-Control": "no-store" };

export const oauthReply = <Key extends Route>(
  c: RouteContext<Key>,
  body: Written<Answers[Key]>,
  status: 200 | 201 | 400 = 200,
): Response => reply(c, body, status, NOT_STORED);

export function oauthRefused(c: Context, { error, description }: OauthRefusal, status: 400 | 403 = 400): Response {
  c.set("reason", error);
  const body = { error, error_description: description };
  if (error !== "invalid_client") return c.json(body, status, NOT_STORED);
  // RFC 6749 §5.2 wants the scheme that the client tried. One that tried none learns of Basic. A
  // library that finds a challenge may leave the body unread, so the challenge says why, too.
  const why = `error="${error}", error_description="${description}"`;
  return c.json(body, 401, { ...NOT_STORED, "WWW-Authenticate": `Basic realm="oidc", charset="UTF-8", ${why}` });
}

/** RFC 6750 §3: a protected resource gives the reason in the header, too. */
export function bearerRefused(c: Context, refusal: OauthRefusal): Response {
  const { error, description } = refusal;
  c.set("reason", error);
  const status = error === "invalid_token" ? 401 : error === "insufficient_scope" ? 403 : 400;
  const scope = error === "insufficient_scope" ? ', scope="openid"' : "";
  const header = `Bearer error="${error}", error_description="${description}"${scope}`;
  return c.json({ error, error_description: description }, status, { ...NOT_STORED, "WWW-Authenticate": header });
}
