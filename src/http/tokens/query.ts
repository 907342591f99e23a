// Reads the filter and page of GET /token/. A mistyped filter would find too much: it is an error.

import { TOKEN_SORT_KEYS, type TokenFilter, type TokenPaging } from "../../core/ports/tokens/management.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import type { Sealer } from "../../core/sealer.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { descendingIn, readPaging } from "../answer/paging.ts";
import { readPatterns } from "../request/pattern.ts";
import { type NameSettings, readNamed } from "../request/subject.ts";

/** privacyIDEA has no `failcounter_exceeded`. */
const FLAGS = ["assigned", "active", "revoked", "failcounter_exceeded"] as const;

export async function readTokenQuery(
  { sealer, settings }: { readonly sealer: Sealer; readonly settings: NameSettings },
  parameter: Parameter,
): Promise<Outcome<{ readonly filter: TokenFilter; readonly page: TokenPaging }>> {
  const read = await readPaging(sealer, parameter);
  if (!read.ok) return read;
  const wanted = parameter("sortby");
  const sortBy = TOKEN_SORT_KEYS.find((key) => key === wanted || (wanted === "user" && key === "username"));
  if (wanted !== undefined && !sortBy) return invalidParameter("sortby", `expected ${TOKEN_SORT_KEYS.join(", ")}`);
  const flags: Partial<Record<(typeof FLAGS)[number], boolean>> = {};
  for (const name of FLAGS) {
    const text = parameter(name)?.toLowerCase();
    if (text === undefined) continue;
    if (!["true", "false", "1", "0"].includes(text)) return invalidParameter(name, "expected True or False");
    flags[name] = text === "true" || text === "1";
  }
  const proven = parameter("proven");
  if (proven !== undefined && proven !== "yes" && proven !== "no")
    return invalidParameter("proven", "expected yes or no");
  const owner = readNamed(parameter, settings);
  if (!owner.ok) return owner;
  const { named } = owner;
  const names = ["serial", "username", "realm", "tokenrealm", "description", "rollout_state"] as const;
  const texts = readPatterns(parameter, names);
  if (!texts.ok) return texts;
  const { serial, username, realm, tokenrealm, description, rollout_state: rolloutState } = texts.patterns;
  const filter = {
    serial,
    named,
    username,
    // Next to a user, the realm is part of the user's name.
    realm: named ? undefined : (realm ?? tokenrealm),
    description,
    rolloutState,
    proven: proven === undefined ? undefined : proven === "yes",
    assigned: flags.assigned,
    active: flags.active,
    revoked: flags.revoked,
    outOfTries: flags.failcounter_exceeded,
  };
  return {
    ok: true,
    filter,
    page: { ...read.paging, sortBy, descending: descendingIn(parameter) },
  };
}
