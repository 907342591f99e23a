// All definitions, by method and path. test/http/openapi/openapi.test.ts holds them to the routes.
// Whoever runs in the worker imports types alone: ./route-rules.ts has what a request goes by.

import type { Schema } from "../lib/schema.ts";
import { auditDefinitions } from "./audit/definition.ts";
import { partsDefinitions } from "./audit/parts-definition.ts";
import { authzDefinitions } from "./authz/definition.ts";
import { callerDefinitions } from "./callers/definition.ts";
import { cibaDefinitions } from "./ciba/definition.ts";
import { deviceDefinitions } from "./device/definition.ts";
import { entraDefinitions } from "./entra/definition.ts";
import { webhookDefinitions } from "./events/definition.ts";
import { jobDefinitions } from "./jobs/definition.ts";
import { loginDefinitions } from "./logins/definition.ts";
import { openLoginDefinitions } from "./logins/open-login-definition.ts";
import { oidcDefinitions } from "./oidc/definition.ts";
import type { ContentOf, Definitions, IsOfAccounts } from "./openapi/definition.ts";
import { accountDefinitions } from "./people/account-definition.ts";
import { userDefinitions } from "./people/user-definition.ts";
import { phoneDefinitions } from "./phones/definition.ts";
import { scimDefinitions } from "./scim/definition.ts";
import { systemDefinitions } from "./system/definition.ts";
import { tokenDefinitions } from "./tokens/definition.ts";
import { undoDefinitions } from "./undo/definition.ts";

const ALL = {
  ...loginDefinitions,
  ...tokenDefinitions,
  ...openLoginDefinitions,
  ...auditDefinitions,
  ...partsDefinitions,
  ...accountDefinitions,
  ...userDefinitions,
  ...undoDefinitions,
  ...callerDefinitions,
  ...systemDefinitions,
  ...webhookDefinitions,
  ...jobDefinitions,
  ...phoneDefinitions,
  ...oidcDefinitions,
  ...deviceDefinitions,
  ...cibaDefinitions,
  ...entraDefinitions,
  ...authzDefinitions,
  ...scimDefinitions,
} satisfies Definitions;

export const DEFINITIONS: Definitions = ALL;

type All = typeof ALL;
export type Route = keyof All;
/** What each route answers that is JSON: ContentOf of ./openapi/definition.ts. */
export type Answers = { readonly [Name in Route]: ContentOf<All[Name]["answers"][number]> };
/** What each route takes as a JSON body. */
export type Bodies = {
  readonly [Name in Route]: All[Name] extends { readonly body: Schema<infer Body> } ? Body : never;
};

/** Which routes only an account may call. */
export type OfAccounts = { readonly [Name in Route]: IsOfAccounts<All[Name]> };
