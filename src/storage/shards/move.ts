// Moves the users of some slots from one database to another, and the tokens without a user whose serials name these slots. Their
// requests have to pause meanwhile: SHARD_MOVING, or a server that is stopped. Audit rows stay: the checkpoints of their trail cover
// them.

import { databaseOfSlot, type ShardMap, slotOf } from "../../core/shard-map.ts";
import type { SlotRange } from "../../core/slots.ts";
import { slotIn } from "../../core/token/serial.ts";
import type { UserReading } from "../../core/user.ts";
import type { Settings } from "../../settings.ts";
import { moveRows, type Whose } from "./move-rows.ts";
import type { NamedDatabase } from "./named-database.ts";
import { ownersIn, pages } from "./pages.ts";

export interface Move {
  readonly from: NamedDatabase;
  readonly to: NamedDatabase;
  readonly slots: SlotRange;
  readonly map: ShardMap & Pick<Settings, "adminRealm">;
}

export interface Moved {
  readonly owners: number;
  readonly tokens: number;
  /** Serials that another token of the target has. They stay where they are. */
  readonly taken: readonly string[];
}

export async function moveSlots({ from, to, slots, map }: Move): Promise<Moved> {
  let [owners, tokens] = [0, 0];
  const taken: string[] = [];
  const move = async (slot: number, whose: Whose) => {
    const moved = await moveRows(from.db, to.db, whose, databaseOfSlot(slot, map) === to.name);
    tokens += moved.tokens;
    taken.push(...moved.taken);
  };
  for await (const owner of ownersIn(from.db)) {
    if (hasOwnDatabase(owner, map)) continue;
    const slot = await slotOf(owner);
    if (!isIn(slot, slots)) continue;
    await move(slot, { user: owner.user, realm: owner.realm });
    owners++;
  }
  const free = "SELECT id AS key, serial FROM token WHERE id > :after AND user IS NULL";
  for await (const { serial } of pages<{ serial: string }>(from.db, free, 0)) {
    const slot = slotIn(serial);
    if (slot !== undefined && isIn(slot, slots)) await move(slot, { serial });
  }
  return { owners, tokens, taken };
}

const isIn = (slot: number, { from, to }: SlotRange): boolean => slot >= from && slot <= to;

/** No slot says where the users of these realms are. */
const hasOwnDatabase = ({ realm }: UserReading, { adminRealm, shardRealms }: Move["map"]): boolean =>
  realm === adminRealm || shardRealms.has(realm);
