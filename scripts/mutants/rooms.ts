// The files that are mutated, room by room, and the mutants that no test can notice.

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
import type { Unnoticed } from "./rooms/room.ts";
import { shards } from "./rooms/shards.ts";
import { sql } from "./rooms/sql.ts";
import { tokens } from "./rooms/tokens.ts";
import { trail } from "./rooms/trail.ts";
import { webhooks } from "./rooms/webhooks.ts";

const ROOMS = [core, sql, tokens, links, people, me, logins, trail, webhooks, jobs, keys, oidc, meter, shards];

export const SUBJECTS = ROOMS.flatMap(({ subjects }) => subjects);
export const UNNOTICED = ROOMS.flatMap(({ unnoticed }) => unnoticed);

export const explanationOf = (mutant: Mutant, source: string): Unnoticed | undefined =>
  UNNOTICED.find(({ file, at, was, is }) => {
    const from = source.indexOf(at);
    return (
      file === mutant.file &&
      was === mutant.was &&
      is === mutant.is &&
      from <= mutant.start &&
      mutant.end <= from + at.length
    );
  });
