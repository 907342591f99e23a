// All definitions, by method and path. test/http/openapi.test.ts compares them with the routes of the app.

import { accountDefinitions } from "./accounts.ts";
import { auditDefinitions } from "./audit.ts";
import { authzDefinitions } from "./authz.ts";
import type { Definition, Definitions } from "./definition.ts";
import { eventEndpointDefinitions } from "./event-endpoints.ts";
import { jobDefinitions } from "./jobs.ts";
import { loginDefinitions } from "./login.ts";
import { oidcDefinitions } from "./oidc.ts";
import { openLoginDefinitions } from "./open-logins.ts";
import { phoneDefinitions } from "./phones.ts";
import { publicDefinitions } from "./public.ts";
import type { Fields } from "./schema.ts";
import { systemDefinitions } from "./system.ts";
import { tokenDefinitions } from "./tokens.ts";
import { userDefinitions } from "./users.ts";

export const DEFINITIONS: Definitions = {
  ...loginDefinitions,
  ...tokenDefinitions,
  ...openLoginDefinitions,
  ...auditDefinitions,
  ...accountDefinitions,
  ...userDefinitions,
  ...systemDefinitions,
  ...eventEndpointDefinitions,
  ...jobDefinitions,
  ...phoneDefinitions,
  ...oidcDefinitions,
  ...authzDefinitions,
  ...publicDefinitions,
};

/** `route`: such as `GET /audit/:file{.+\\.csv}`, as Hono writes it. */
export const definitionOf = (route: string): Definition | undefined =>
  new Map(Object.entries(DEFINITIONS)).get(route.replace(/\{.*\}/, ""));

/** Undefined for a route that calls nothing unknown. */
export function namesOf({ takes, body }: Definition): ReadonlySet<string> | undefined {
  const names = takes ?? (body && Object.keys(body.properties as Fields));
  return names && new Set(names);
}
