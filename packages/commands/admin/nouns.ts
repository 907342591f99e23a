// All commands that `npm run admin` gives the service through its API.
import { accountCommands } from "./api/accounts.ts";
import { auditCommands } from "./api/audit.ts";
import { clientCommands } from "./api/clients.ts";
import { eventCommands } from "./api/events.ts";
import { jobCommands } from "./api/jobs.ts";
import { loginCommands } from "./api/logins.ts";
import { linkCommands, userCommands } from "./api/people.ts";
import { tokenCommands } from "./api/tokens.ts";
import type { Noun } from "./command.ts";

export const NOUNS: Readonly<Record<string, Noun>> = {
  users: userCommands,
  tokens: tokenCommands,
  links: linkCommands,
  logins: loginCommands,
  jobs: jobCommands,
  accounts: accountCommands,
  clients: clientCommands,
  events: eventCommands,
  audit: auditCommands,
};
