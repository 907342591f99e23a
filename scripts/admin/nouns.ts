// All commands that `npm run admin` gives the service through its API.
import { audit } from "./audit.ts";
import type { Noun } from "./command.ts";
import { links, users } from "./people.ts";
import { accounts, clients, events } from "./service.ts";
import { logins, tokens } from "./tokens.ts";

export const NOUNS: Readonly<Record<string, Noun>> = { users, tokens, links, logins, accounts, clients, events, audit };
