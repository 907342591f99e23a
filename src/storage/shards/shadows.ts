// Counts over all databases the users from whom a new user would take a name
// (../tokens/shadows.ts). Two new users at once in different databases do not see each other: the
// names are then ambiguous, the whole reading is preferred, and none is lost.

import type { UserReading } from "../../core/user.ts";
import type { UserSettings } from "../sql/subject-query.ts";
import { shadowedIn } from "../tokens/shadows.ts";
import type { Finder } from "./find.ts";

export async function shadowedBy({ all }: Finder, owner: UserReading, settings: UserSettings): Promise<number> {
  const databases = all.map(({ db }) => db);
  const [count = 0] = await shadowedIn(databases, [owner], settings);
  return count;
}
