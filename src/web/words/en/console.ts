// The console's words in English, joined from its pages.

import { causesEn } from "./causes.ts";
import { accountsEn } from "./console/accounts.ts";
import { clientsEn } from "./console/clients.ts";
import { endpointsEn } from "./console/endpoints.ts";
import { enrolmentEn } from "./console/enrolment.ts";
import { eventNamesEn } from "./console/event-names.ts";
import { eventsEn } from "./console/events.ts";
import { frameEn } from "./console/frame.ts";
import { jobsEn } from "./console/jobs.ts";
import { overviewEn } from "./console/overview.ts";
import { refusalsEn } from "./console/refusals.ts";
import { settingsEn } from "./console/settings.ts";
import { tokenEn } from "./console/token.ts";
import { tokensEn } from "./console/tokens.ts";
import { usersEn } from "./console/users.ts";
import { reasonsEn } from "./reasons.ts";

export const consoleEn = {
  ...frameEn,
  ...usersEn,
  ...tokensEn,
  ...tokenEn,
  ...enrolmentEn,
  ...overviewEn,
  ...eventsEn,
  ...eventNamesEn,
  ...clientsEn,
  ...refusalsEn,
  ...endpointsEn,
  ...accountsEn,
  ...settingsEn,
  ...jobsEn,
  causes: causesEn,
  reasons: reasonsEn,
};
