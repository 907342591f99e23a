// Whether a token may become this user's, as far as the token's own database cannot tell.

import type { Caller, Right } from "../../core/caller.ts";
import { type Outcome, type Reason, refuse } from "../../core/reasons.ts";
import { databaseOfUser } from "../../core/shards/shard-map.ts";
import { slotIn } from "../../core/token/serial.ts";
import type { UserReading } from "../../core/user.ts";
import { shadowedIn } from "../tokens/shadows.ts";
import type { Finder, FindSettings, Shard } from "./find.ts";

/** The phone has to enrol again anyway, so a new token serves as well, and no row is moved. */
const ELSEWHERE: Reason = {
  code: "invalid-parameter",
  message: "The token is not in the database of this user. Make a new token for the user instead.",
};

interface Assignment {
  readonly caller: Caller;
  readonly right: Right;
  readonly serial: string;
  /** The database that the token is in, or will be. */
  readonly shard: Shard;
  readonly named: UserReading;
  /** Whether a new user may take names that mean other users today. */
  readonly shadows: boolean;
}

export async function assignable(
  find: Finder,
  settings: FindSettings,
  assignment: Assignment,
): Promise<Outcome<object>> {
  const reason = await obstacle(find, settings, assignment);
  if (!reason) return { ok: true };
  // A caller without the right must not learn from the refusal which tokens and users there are.
  const may = await find.home.stores.admins.may(assignment.caller, assignment.right);
  return may.ok ? refuse(reason) : may;
}

async function obstacle(
  find: Finder,
  settings: FindSettings,
  { serial, shard, named, shadows }: Assignment,
): Promise<Reason | undefined> {
  const slot = slotIn(serial);
  const place = await databaseOfUser(named, settings);
  // Requests with this serial alone would look for it in the database of its slot.
  if (find.named(place.database) !== shard || (slot !== undefined && slot !== place.slot)) return ELSEWHERE;
  // Two new users at once in different databases do not see each other: the names are then
  // ambiguous, the whole reading is preferred, and none is lost.
  const databases = find.all.map(({ db }) => db);
  const [count = 0] = shadows ? [] : await shadowedIn(databases, [named], settings);
  return count === 0 ? undefined : { code: "shadows-users", count };
}
