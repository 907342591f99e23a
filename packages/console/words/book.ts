// The console's words, joined from its rooms.

import type { In, WordTable } from "../../../src/web/words/for-console.ts";
import { accountsWords } from "./accounts.ts";
import { clientsWords } from "./applications/clients.ts";
import { refusalsWords } from "./applications/refusals.ts";
import { registerAddressWords } from "./applications/register-address.ts";
import { auditWords } from "./audit/audit.ts";
import { eventNamesWords } from "./audit/event-names.ts";
import { eventsWords } from "./audit/events.ts";
import { causesWords } from "./causes.ts";
import { blockWords } from "./desk/block.ts";
import { callerWords } from "./desk/caller.ts";
import { dayPassWords } from "./desk/day-pass.ts";
import { sixWords } from "./desk/six.ts";
import { whomWords } from "./desk/whom.ts";
import { directoryWords } from "./directory.ts";
import { endpointsWords } from "./endpoints.ts";
import { enrolmentWords } from "./enrolment.ts";
import { frameWords } from "./frame.ts";
import { jobsWords } from "./jobs/jobs.ts";
import { attentionWords } from "./overview/attention.ts";
import { overviewWords } from "./overview/overview.ts";
import { personWords } from "./person.ts";
import { reasonsWords } from "./reasons.ts";
import { settingsWords } from "./settings.ts";
import { signInWords } from "./sign-in.ts";
import { tokenWords } from "./token.ts";
import { tokensWords } from "./tokens.ts";
import { usersWords } from "./users.ts";

export const consoleBook = {
  ...accountsWords,
  ...callerWords,
  ...clientsWords,
  ...refusalsWords,
  ...registerAddressWords,
  ...auditWords,
  ...blockWords,
  ...eventNamesWords,
  ...eventsWords,
  ...dayPassWords,
  ...directoryWords,
  ...endpointsWords,
  ...enrolmentWords,
  ...frameWords,
  ...jobsWords,
  ...attentionWords,
  ...overviewWords,
  ...personWords,
  ...settingsWords,
  ...signInWords,
  ...sixWords,
  ...tokenWords,
  ...tokensWords,
  ...usersWords,
  ...whomWords,
  causes: causesWords,
  reasons: reasonsWords,
} satisfies WordTable;

export type ConsoleWords = In<typeof consoleBook>;
