// All definitions, by method and path. test/http/openapi/openapi.test.ts compares them with the routes of the app.

import { auditDefinitions } from "./audit/definition.ts";
import { authzDefinitions } from "./authz/definition.ts";
import { eventEndpointDefinitions } from "./events/definition.ts";
import { jobDefinitions } from "./jobs/definition.ts";
import { loginDefinitions } from "./logins/definition.ts";
import { openLoginDefinitions } from "./logins/open-login-definition.ts";
import { oidcDefinitions } from "./oidc/definition.ts";
import type { Definition, Definitions } from "./openapi/definition.ts";
import type { Fields } from "./openapi/schema.ts";
import { accountDefinitions } from "./people/account-definition.ts";
import { userDefinitions } from "./people/user-definition.ts";
import { phoneDefinitions } from "./phones/definition.ts";
import { systemDefinitions } from "./system/definition.ts";
import { publicDefinitions } from "./system/public-definition.ts";
import { tokenDefinitions } from "./tokens/definition.ts";

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
