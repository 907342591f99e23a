// A refusal as a directory reads it: RFC 7644 §3.12. All paths of the room answer so, those that do
// not exist included.

import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export const isOfDirectories = (path: string): boolean => /^\/scim\/v2(\/|$)/.test(path);

export const SCIM_JSON = { "Content-Type": "application/scim+json" };

/** Entra and Okta come back by themselves, and slow down when they are told when. */
const RETRY_SECONDS = "5";

export function scimRefused(
  c: Context,
  status: ContentfulStatusCode,
  detail: string,
  scimType: string | undefined,
  headers: Record<string, string>,
): Response {
  const body = {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    status: String(status),
    ...(status === 400 && { scimType: "invalidValue" }),
    ...(scimType !== undefined && { scimType }),
    detail,
  };
  return c.body(JSON.stringify(body), status, {
    ...SCIM_JSON,
    ...(status === 401 && { "WWW-Authenticate": "Bearer" }),
    ...(status === 503 && { "Retry-After": RETRY_SECONDS }),
    ...headers,
  });
}
