// The console's words in German, joined from its pages.

import type { consoleEn } from "../en/console.ts";
import { causesDe } from "./causes.ts";
import { accountsDe } from "./console/accounts.ts";
import { clientsDe } from "./console/clients.ts";
import { endpointsDe } from "./console/endpoints.ts";
import { enrolmentDe } from "./console/enrolment.ts";
import { eventNamesDe } from "./console/event-names.ts";
import { eventsDe } from "./console/events.ts";
import { frameDe } from "./console/frame.ts";
import { jobsDe } from "./console/jobs.ts";
import { overviewDe } from "./console/overview.ts";
import { refusalsDe } from "./console/refusals.ts";
import { settingsDe } from "./console/settings.ts";
import { tokenDe } from "./console/token.ts";
import { tokensDe } from "./console/tokens.ts";
import { usersDe } from "./console/users.ts";
import { reasonsDe } from "./reasons.ts";

export const consoleDe: typeof consoleEn = {
  ...frameDe,
  ...usersDe,
  ...tokensDe,
  ...tokenDe,
  ...enrolmentDe,
  ...overviewDe,
  ...eventsDe,
  ...eventNamesDe,
  ...clientsDe,
  ...refusalsDe,
  ...endpointsDe,
  ...accountsDe,
  ...settingsDe,
  ...jobsDe,
  causes: causesDe,
  reasons: reasonsDe,
};
