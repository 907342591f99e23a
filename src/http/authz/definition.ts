// Forward authentication: ./routes.ts.

import { empty } from "../openapi/answers.ts";
import type { Definition, Definitions } from "../openapi/definition.ts";

const authorized = (does: string, tells: string, ...redirects: readonly number[]) =>
  ({
    does,
    tells,
    right: "cookie",
    answers: [
      empty(200, ["Remote-User", "Remote-Groups", "Remote-Name", "Remote-Email"]),
      ...[...redirects, 401].map((status) => empty(status, ["Location"])),
    ],
    reasons: ["unguarded-host", "unknown-path"],
  }) satisfies Definition;

export const authzDefinitions = {
  "GET /authz/forward-auth": authorized(
    "Whether a request may pass, for Traefik, Caddy and HAProxy. Any method",
    "It reads `X-Forwarded-Proto` (`wss` counts as `https`), `-Host`, `-URI` and `-Method`. The answer is 200 with `Remote-User`, " +
      "`Remote-Groups`, `Remote-Name` and `Remote-Email`; `Location` with 302, 303 or 401; or 403.",
    302,
    303,
  ),
  "GET /authz/auth-request": authorized(
    "The same for nginx. Any method",
    "It reads `X-Original-URL` and `X-Original-Method`, and gives 401 in place of 302 and 303.",
  ),
  "GET /authz/ext-authz/:path": authorized(
    "The same for Envoy, with the path behind it. Any method",
    "It reads `X-Forwarded-Proto`, and the request itself.",
    302,
    303,
  ),
} satisfies Definitions;
