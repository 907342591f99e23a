// The schemas that several answers have in common, by their names in the document.

import { EVENT_SCHEMAS } from "./events/shapes.ts";
import { JOBS } from "./jobs/shapes.ts";
import { LOGINS } from "./logins/shapes.ts";
import { CLIENTS } from "./oidc/shapes.ts";
import { ENVELOPES } from "./openapi/envelope-shapes.ts";
import type { Schema } from "./openapi/schema.ts";
import { PEOPLE } from "./people/shapes.ts";
import { TOKENS } from "./tokens/shapes.ts";

export const SHARED: Readonly<Record<string, Schema>> = {
  ...ENVELOPES,
  ...LOGINS,
  ...TOKENS,
  ...PEOPLE,
  ...CLIENTS,
  ...EVENT_SCHEMAS,
  ...JOBS,
};
