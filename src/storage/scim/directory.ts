// Finds the database of a directory's realm.

import type { Directory, OpenDirectory } from "../../core/ports/people/directory.ts";
import type { Mail } from "../../core/ports/people/mail.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import type { Shards } from "../shards/find.ts";
import { createDirectoryGroups } from "./groups.ts";
import { createDirectoryPeople } from "./people.ts";
import { amongOthers } from "./sharded.ts";

/** One batch cannot hold two databases, so a realm that is spread over some has no directory. */
export async function openDirectory(
  call: Parameters<OpenDirectory>[0],
  shards: Shards,
  settings: Settings,
  notesOf: (db: D1Database) => Notes,
  mail: Mail | undefined,
): Promise<Directory | "not-one-realm" | "spread"> {
  const { onlyRealm: realm } = call.caller;
  if (realm === undefined || realm === settings.adminRealm) return "not-one-realm";
  const own = settings.shardRealms.get(realm);
  if (own === undefined && settings.shardSlots.length > 0) return "spread";
  const shard = shards.find(({ name }) => name === own) ?? shards[0];
  const at = { db: shard.db, notes: notesOf(shard.db), settings, mail, call, realm };
  const people = createDirectoryPeople(at);
  return {
    realm,
    people: shards.length === 1 ? people : amongOthers(people, at, shards, shard),
    groups: createDirectoryGroups(at),
  };
}
