// Counts over all databases the users from whom a new user would take a name (../tokens/shadows.ts). When two new
// users come at once in different databases, neither sees the other: the names are then ambiguous, the whole reading is preferred,
// and none is lost.

import type { UserReading } from "../../core/user.ts";
import type { UserSettings } from "../sql/subject-query.ts";
import { type NamesOfUser, namesOfUser } from "../tokens/shadows.ts";
import type { Finder } from "./find.ts";
import { sumOf } from "./merge.ts";

export async function shadowedBy({ all }: Finder, owner: UserReading, settings: UserSettings): Promise<number> {
  const found = await Promise.all(all.map(({ db }) => namesOfUser(db, owner, settings)));
  const sum = (of: (names: NamesOfUser) => number) => sumOf(found.map(of));
  if (sum(({ known }) => known) > 0) return 0;
  if (owner.realm === settings.defaultRealm) return sum(({ others }) => others);
  return sum(({ realmKnown }) => realmKnown) > 0 ? 0 : sum(({ inRealm }) => inRealm);
}
