// All commands that `npm run admin` gives the service through its API.
import { accounts } from "./api/accounts.ts";
import { audit } from "./api/audit.ts";
import { clients } from "./api/clients.ts";
import { events } from "./api/events.ts";
import { jobs } from "./api/jobs.ts";
import { logins } from "./api/logins.ts";
import { links, users } from "./api/people.ts";
import { tokens } from "./api/tokens.ts";
import type { Noun } from "./command.ts";

export const NOUNS: Readonly<Record<string, Noun>> = {
  users,
  tokens,
  links,
  logins,
  jobs,
  accounts,
  clients,
  events,
  audit,
};
