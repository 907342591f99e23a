// The console's words in Dutch, joined from its pages.

import type { consoleEn } from "../en/console.ts";
import { causesNl } from "./causes.ts";
import { accountsNl } from "./console/accounts.ts";
import { clientsNl } from "./console/clients.ts";
import { endpointsNl } from "./console/endpoints.ts";
import { enrolmentNl } from "./console/enrolment.ts";
import { eventNamesNl } from "./console/event-names.ts";
import { eventsNl } from "./console/events.ts";
import { frameNl } from "./console/frame.ts";
import { jobsNl } from "./console/jobs.ts";
import { overviewNl } from "./console/overview.ts";
import { refusalsNl } from "./console/refusals.ts";
import { settingsNl } from "./console/settings.ts";
import { tokenNl } from "./console/token.ts";
import { tokensNl } from "./console/tokens.ts";
import { usersNl } from "./console/users.ts";
import { reasonsNl } from "./reasons.ts";

export const consoleNl: typeof consoleEn = {
  ...frameNl,
  ...usersNl,
  ...tokensNl,
  ...tokenNl,
  ...enrolmentNl,
  ...overviewNl,
  ...eventsNl,
  ...eventNamesNl,
  ...clientsNl,
  ...refusalsNl,
  ...endpointsNl,
  ...accountsNl,
  ...settingsNl,
  ...jobsNl,
  causes: causesNl,
  reasons: reasonsNl,
};
