// Moves the users of some slots from one database to another, and the tokens without a user whose
// serials name these slots. Their requests have to pause meanwhile: SHARD_MOVING, or a stopped
// server. Audit rows stay: the checkpoints of their trail cover them.
import { databaseOfSlot, type ShardMap, slotOf } from "../../../src/core/shards/shard-map.ts";
import type { SlotRange } from "../../../src/core/shards/slots.ts";
import { slotIn } from "../../../src/core/token/serial.ts";
import type { UserReading } from "../../../src/core/user.ts";
import type { Settings } from "../../../src/settings.ts";
import type { NamedDatabase } from "../../../src/storage/shards/named-database.ts";
import { ownersIn, pages } from "../database/pages.ts";
import { type MovedRows, moveRows } from "./move-rows.ts";
import type { OwnerGroup } from "./read-rows.ts";

export interface Move {
  readonly from: NamedDatabase;
  readonly to: NamedDatabase;
  readonly slots: SlotRange;
  readonly map: ShardMap & Pick<Settings, "adminRealm">;
}

interface MoveResult extends MovedRows {
  readonly owners: number;
}

/** Owners whose rows are moved at once, so that few round trips fall to each of them. */
const MAX_TOGETHER = 500;

export async function moveSlots({ from, to, slots, map }: Move): Promise<MoveResult> {
  let [owners, tokens] = [0, 0];
  const taken: string[] = [];
  const move = async (slot: number, group: OwnerGroup) => {
    const moved = await moveRows(from.db, to.db, group, databaseOfSlot(slot, map) === to.name);
    tokens += moved.tokens;
    taken.push(...moved.taken);
  };
  const users = together<UserReading>(async (slot, all) => {
    await move(slot, { users: all });
    owners += all.length;
  });
  for await (const { user, realm } of ownersIn(from.db)) {
    if (hasOwnDatabase({ user, realm }, map)) continue;
    const slot = await slotOf({ user, realm });
    if (isIn(slot, slots)) await users.add(slot, JSON.stringify([user, realm]), { user, realm });
  }
  await users.finish();
  const serials = together<string>((slot, all) => move(slot, { serials: all }));
  const free = "SELECT id AS key, serial FROM token WHERE id > :after AND user IS NULL";
  for await (const { serial } of pages<{ serial: string }>(from.db, free, 0)) {
    const slot = slotIn(serial);
    if (slot !== undefined && isIn(slot, slots)) await serials.add(slot, serial, serial);
  }
  await serials.finish();
  return { owners, tokens, taken };

  /** Collects owners, once each, apart for each database that the map has them in. */
  function together<One>(work: (slot: number, all: readonly One[]) => Promise<void>) {
    const waiting = new Map<string, { slot: number; all: Map<string, One> }>();
    const send = async (name: string) => {
      const ready = waiting.get(name);
      waiting.delete(name);
      if (ready) await work(ready.slot, [...ready.all.values()]);
    };
    return {
      async add(slot: number, key: string, one: One): Promise<void> {
        const name = databaseOfSlot(slot, map);
        const { all } = waiting.get(name) ?? { all: new Map<string, One>() };
        all.set(key, one);
        waiting.set(name, { slot, all });
        if (all.size >= MAX_TOGETHER) await send(name);
      },
      async finish(): Promise<void> {
        for (const name of [...waiting.keys()]) await send(name);
      },
    };
  }
}

const isIn = (slot: number, { from, to }: SlotRange): boolean => slot >= from && slot <= to;

/** No slot says where the users of these realms are. */
const hasOwnDatabase = ({ realm }: UserReading, { adminRealm, shardRealms }: Move["map"]): boolean =>
  realm === adminRealm || shardRealms.has(realm);
