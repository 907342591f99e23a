// The schemas of all JSON bodies, by method and path. Unlike the rest of a definition they are read
// with a request (./request/json-body.ts).

import type { Schema } from "../lib/schema.ts";
import { webhookBodies } from "./events/bodies.ts";
import { jobBodies } from "./jobs/bodies.ts";
import { clientBodies } from "./oidc/bodies.ts";
import { accountBodies } from "./people/account-bodies.ts";

export const BODIES: Readonly<Record<string, Schema>> = {
  ...webhookBodies,
  ...jobBodies,
  ...accountBodies,
  ...clientBodies,
};
