// A directory whose realm has a database of its own: the others have users, too, whose names a new
// one could take (decision 021), and hear of the realm (../shards/realms.ts).

import type { DirectoryPeople } from "../../core/ports/people/directory.ts";
import { createFinder, type FindSettings, type Shard, type Shards } from "../shards/find.ts";
import { assignable } from "../shards/owners.ts";
import { tellOthers } from "../shards/realms.ts";
import { type DirectoryAt, SCIM_RIGHT } from "./at.ts";
import { nameOf } from "./person-row.ts";

export function amongOthers(
  people: DirectoryPeople,
  { call, realm, settings }: DirectoryAt & { readonly settings: FindSettings },
  shards: Shards,
  shard: Shard,
): DirectoryPeople {
  const find = createFinder(shards, settings);

  /** Undefined where the name takes no other's. Two new users at once: ../shards/owners.ts. */
  async function obstacle(userName: string) {
    const named = { user: nameOf(userName, settings), realm };
    const asked = { caller: call.caller, right: SCIM_RIGHT, serial: "", shard, named, shadows: false } as const;
    const may = await assignable(find, settings, asked);
    if (may.ok) return undefined;
    const refused = { ok: true, did: "refused", why: "shadows" } as const;
    return may.reason.code === "shadows-users" ? refused : may;
  }

  return {
    ...people,
    async create(person) {
      const made = (await obstacle(person.userName)) ?? (await people.create(person));
      if (made.ok && made.did === "changed") await tellOthers(find, realm, shard, call.nowMs);
      return made;
    },
    async change(was, to) {
      const refused = was.userName === to.userName ? undefined : await obstacle(to.userName);
      return refused ?? people.change(was, to);
    },
  };
}
