// Compares what is in each database with the map, and proposes a map that spreads the users evenly.
import { databaseOfSlot, databaseOfUser, type ShardMap, SLOTS, slotOf } from "../../../src/core/shards/shard-map.ts";
import { type DatabaseName, HOME, hexOf } from "../../../src/core/shards/slots.ts";
import { slotIn } from "../../../src/core/token/serial.ts";
import type { Settings } from "../../../src/settings.ts";
import type { NamedDatabase } from "../../../src/storage/shards/named-database.ts";
import { ownersIn, pages } from "../database/pages.ts";

type PlaceMap = ShardMap & Pick<Settings, "adminRealm">;

interface Placement {
  readonly database: DatabaseName;
  readonly owners: number;
  readonly tokens: number;
  /** Users and serials that the map has in another database. Requests do not find them here. */
  readonly misplaced: readonly string[];
}

export async function verifyPlacement(
  databases: readonly NamedDatabase[],
  map: PlaceMap,
): Promise<readonly Placement[]> {
  const seen = new Map<string, DatabaseName>();
  const placements: Placement[] = [];
  for (const { name, db } of databases) {
    const owners = new Set<string>();
    const misplaced: string[] = [];
    for await (const owner of ownersIn(db)) {
      const text = `${owner.user} in realm ${owner.realm}`;
      if (owners.has(text)) continue;
      owners.add(text);
      if ((await databaseOfUser(owner, map)).database !== name) misplaced.push(text);
    }
    let tokens = 0;
    const sql = "SELECT id AS key, serial FROM token WHERE id > :after";
    for await (const { serial } of pages<{ serial: string }>(db, sql, 0)) {
      tokens++;
      const slot = slotIn(serial);
      if (slot !== undefined && databaseOfSlot(slot, map) !== name) misplaced.push(`token ${serial}`);
      const other = seen.get(serial);
      if (other !== undefined) misplaced.push(`token ${serial}, which is in ${other}, too`);
      seen.set(serial, name);
    }
    placements.push({ database: name, owners: owners.size, tokens, misplaced });
  }
  return placements;
}

interface ShardPlan {
  /** For SHARD_SLOTS. */
  readonly slots: string;
  readonly moves: readonly { readonly slots: string; readonly from: DatabaseName; readonly to: DatabaseName }[];
}

/** Cuts the slots into as many ranges as there are databases, each with about as many owners. */
export async function planEvenly(databases: readonly NamedDatabase[], map: PlaceMap): Promise<ShardPlan> {
  const counts = new Array<number>(SLOTS).fill(0);
  for (const { db } of databases)
    for await (const owner of ownersIn(db)) {
      const { slot } = await databaseOfUser(owner, map);
      if (slot !== undefined) counts[await slotOf(owner)] = (counts[slot] ?? 0) + 1;
    }
  // Each slot weighs a little by itself, so that slots without users are spread, too.
  const weights = counts.map((count) => count + 1 / SLOTS);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const wanted: DatabaseName[] = [];
  let passed = 0;
  for (const weight of weights) {
    const index = Math.min(Math.floor(((passed + weight / 2) / all) * databases.length), databases.length - 1);
    wanted.push(databases[index]?.name ?? HOME);
    passed += weight;
  }
  const wantedFor = (slot: number) => wanted[slot] ?? HOME;
  const moves = rangesOf((slot) => `${databaseOfSlot(slot, map)} ${wantedFor(slot)}`)
    .map(({ slots, first }) => ({ slots, from: databaseOfSlot(first, map), to: wantedFor(first) }))
    .filter(({ from, to }) => from !== to);
  const slots = rangesOf(wantedFor)
    .filter(({ first }) => wantedFor(first) !== HOME)
    .map(({ slots, first }) => `${wantedFor(first)}=${slots}`);
  return { slots: slots.join(" "), moves };
}

/** Slots in a row that have the same key, as settings write them. */
function rangesOf(keyOf: (slot: number) => string) {
  const ranges: { slots: string; first: number }[] = [];
  let first = 0;
  for (let slot = 0; slot < SLOTS; slot++) {
    if (slot + 1 < SLOTS && keyOf(slot + 1) === keyOf(slot)) continue;
    ranges.push({ slots: first === slot ? hexOf(slot) : `${hexOf(first)}-${hexOf(slot)}`, first });
    first = slot + 1;
  }
  return ranges;
}
