// Where a user is stored when there are several databases (decision 028). A user's slot, one of
// 256, follows from the name for good. Settings place slots, and give realms their own database.

import { sha256Hex } from "../../lib/bytes.ts";
import type { Settings } from "../../settings.ts";
import type { UserReading } from "../user.ts";
import { type DatabaseName, HOME, type SlotRange } from "./slots.ts";

export const SLOTS = 256;

export type ShardMap = Pick<Settings, "shardSlots" | "shardRealms" | "shardMoving">;

/** The first byte of SHA-256 over realm, NUL and name in UTF-8: a name keeps its slot for good. */
export async function slotOf({ user, realm }: UserReading): Promise<number> {
  return Number.parseInt((await sha256Hex(`${realm}\0${user}`)).slice(0, 2), 16);
}

const isIn = (slot: number, { from, to }: SlotRange): boolean => slot >= from && slot <= to;

export const databaseOfSlot = (slot: number, { shardSlots }: ShardMap): DatabaseName =>
  shardSlots.find((range) => isIn(slot, range))?.database ?? HOME;

/** The database of a user, and whether the user is being moved to another one. */
export async function databaseOfUser(
  owner: UserReading,
  map: ShardMap & Pick<Settings, "adminRealm">,
): Promise<{ readonly database: DatabaseName; readonly slot: number | undefined; readonly moving: boolean }> {
  const own = owner.realm === map.adminRealm ? HOME : map.shardRealms.get(owner.realm);
  if (own !== undefined) return { database: own, slot: undefined, moving: false };
  const slot = await slotOf(owner);
  return { database: databaseOfSlot(slot, map), slot, moving: isMoving(slot, map) };
}

export const isMoving = (slot: number, { shardMoving }: ShardMap): boolean =>
  shardMoving.some((range) => isIn(slot, range));

/** The databases that the settings name, `DB` first. */
export const databasesIn = ({ shardSlots, shardRealms }: ShardMap): readonly DatabaseName[] => [
  ...new Set([HOME, ...shardSlots.map(({ database }) => database), ...shardRealms.values()]),
];

/** Thrown for a request about a user who is being moved. Nothing was done; it can be repeated. */
export class UserMoving extends Error {
  constructor() {
    super("the user is being moved to another database");
  }
}
