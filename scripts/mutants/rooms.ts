// The mutants that no test can notice, room by room.

import type { Mutant } from "./mutant.ts";
import { core } from "./rooms/core.ts";
import { jobs } from "./rooms/jobs.ts";
import { keys } from "./rooms/keys.ts";
import { links } from "./rooms/links.ts";
import { logins } from "./rooms/logins.ts";
import { me } from "./rooms/me.ts";
import { meter } from "./rooms/meter.ts";
import { oidc } from "./rooms/oidc.ts";
import { people } from "./rooms/people.ts";
import { shards } from "./rooms/shards.ts";
import { sql } from "./rooms/sql.ts";
import { tokens } from "./rooms/tokens.ts";
import { trail } from "./rooms/trail.ts";
import { webhooks } from "./rooms/webhooks.ts";
import type { UnnoticedMutant } from "./unnoticed.ts";

export const UNNOTICED = [
  ...[core, sql, tokens, links, people, me, logins],
  ...[trail, webhooks, jobs, keys, oidc, meter, shards],
].flat();

export const explanationOf = (mutant: Mutant, source: string): UnnoticedMutant | undefined =>
  UNNOTICED.find(({ at, was = at, is }) => {
    const from = source.indexOf(at);
    const isThere = from >= 0 && from <= mutant.start && mutant.end <= from + at.length;
    return isThere && was === mutant.was && is === mutant.is;
  });
