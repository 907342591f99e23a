// The schemas that several answers have in common, by their names in the document.

import type { Schema } from "./schema.ts";
import { CLIENTS } from "./schemas/clients.ts";
import { ENVELOPES } from "./schemas/envelope.ts";
import { EVENT_SCHEMAS } from "./schemas/events.ts";
import { JOBS } from "./schemas/jobs.ts";
import { LOGINS } from "./schemas/logins.ts";
import { PEOPLE } from "./schemas/people.ts";
import { TOKENS } from "./schemas/tokens.ts";

export const SHARED: Readonly<Record<string, Schema>> = {
  ...ENVELOPES,
  ...LOGINS,
  ...TOKENS,
  ...PEOPLE,
  ...CLIENTS,
  ...EVENT_SCHEMAS,
  ...JOBS,
};
