// All definitions, by method and path. test/http/openapi.test.ts compares them with the routes of the app.

import type { Fields, Schema } from "../../lib/schema.ts";
import { accountDefinitions } from "./accounts.ts";
import { auditDefinitions } from "./audit.ts";
import { authzDefinitions } from "./authz.ts";
import type { ContentOf, Definition, Definitions } from "./definition.ts";
import { eventEndpointDefinitions } from "./event-endpoints.ts";
import { jobDefinitions } from "./jobs.ts";
import { loginDefinitions } from "./login.ts";
import { oidcDefinitions } from "./oidc.ts";
import { openLoginDefinitions } from "./open-logins.ts";
import { phoneDefinitions } from "./phones.ts";
import { publicDefinitions } from "./public.ts";
import { systemDefinitions } from "./system.ts";
import { tokenDefinitions } from "./tokens.ts";
import { userDefinitions } from "./users.ts";

const ALL = {
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
} satisfies Definitions;

export const DEFINITIONS: Definitions = ALL;

type All = typeof ALL;
export type Route = keyof All;
/** What each route answers that is JSON: ContentOf of ./definition.ts. */
export type Answers = { readonly [Name in Route]: ContentOf<All[Name]["answers"][number]> };
/** What each route takes as a JSON body. */
export type Bodies = {
  readonly [Name in Route]: All[Name] extends { readonly body: Schema<infer Body> } ? Body : never;
};

/** `route`: such as `GET /audit/:file{.+\\.csv}`, as Hono writes it. */
export const definitionOf = (route: string): Definition | undefined =>
  new Map(Object.entries(DEFINITIONS)).get(route.replace(/\{.*\}/, ""));

/** Undefined for a route that calls nothing unknown. */
export function namesOf({ takes, body }: Definition): ReadonlySet<string> | undefined {
  const names = takes ?? (body && Object.keys(body.properties as Fields));
  return names && new Set(names);
}
