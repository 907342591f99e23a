// All commands that `npm run admin` gives the service through its API.
import { accounts } from "./accounts.ts";
import { audit } from "./audit.ts";
import { clients } from "./clients.ts";
import type { Noun } from "./command.ts";
import { events } from "./events.ts";
import { jobs } from "./jobs.ts";
import { logins } from "./logins.ts";
import { links, users } from "./people.ts";
import { tokens } from "./tokens.ts";

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
