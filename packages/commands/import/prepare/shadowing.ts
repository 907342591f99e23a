// The names that the users of an import would take from users of today (decision 021). Each record
// needs the answer, and a local database is asked by calls that block: one by one, a thousand of
// them hold the process up for so long that the database hangs up. So a batch of records is one
// question, about those for which no earlier one has the answer.
import type { UserReading } from "../../../../src/core/user.ts";
import type { Settings } from "../../../../src/settings.ts";
import type { NamedDatabase } from "../../../../src/storage/shards/named-database.ts";
import { shadowedIn } from "../../../../src/storage/tokens/shadows.ts";

/** How many users of today each new user would take names from. */
export type CountShadowed = (owners: readonly UserReading[]) => Promise<readonly number[]>;

/** Why such a user does not come. */
export const wouldShadow = (count: number): string => `user would take the names of ${count} users who have them today`;

export function shadowing(all: readonly NamedDatabase[], settings: Settings): CountShadowed {
  // Only the first user of a realm takes names, so its other users take none, or would all take the
  // same.
  const databases = all.map(({ db }) => db);
  const ofRealms = new Map<string, number>();
  return async (owners) => {
    const [realms, names] = [new Map<string, UserReading>(), new Map<string, UserReading>()];
    for (const owner of owners)
      if (owner.realm !== settings.defaultRealm) {
        if (!ofRealms.has(owner.realm)) realms.set(owner.realm, owner);
      } else if (owner.user.includes("@")) names.set(owner.user, owner);
    const unknown = [...realms.values(), ...names.values()];
    const counts = unknown.length > 0 ? await shadowedIn(databases, unknown, settings) : [];
    const ofNames = new Map<string, number>();
    for (const [place, { user, realm }] of unknown.entries()) {
      const count = counts[place] ?? 0;
      if (realm === settings.defaultRealm) ofNames.set(user, count);
      else ofRealms.set(realm, count);
    }
    return owners.map(({ user, realm }) =>
      realm === settings.defaultRealm ? (ofNames.get(user) ?? 0) : (ofRealms.get(realm) ?? 0),
    );
  };
}
