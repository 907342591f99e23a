// The kinds of the settings that name one of several databases (src/core/shards/slots.ts).

import { HOME, hexOf, type PlacedSlots, type SlotRange } from "../core/shards/slots.ts";
import type { FaultyRows } from "../settings.ts";
import { type Kind, listKind, wordsOf } from "./kinds.ts";

const DATABASE = /^DB_[1-9]\d?$/;
const isDatabase = (text: string): boolean => text === HOME || DATABASE.test(text);

/** `80-ff`, or `80` for one slot. */
function readRange(text: string): SlotRange | undefined {
  const [, first, last = first] = /^([0-9a-f]{2})(?:-([0-9a-f]{2}))?$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const range = { from: Number.parseInt(first, 16), to: Number.parseInt(last, 16) };
  return range.from <= range.to ? range : undefined;
}

const writeRange = ({ from, to }: SlotRange): string => (from === to ? hexOf(from) : `${hexOf(from)}-${hexOf(to)}`);

function readPlaced(word: string): PlacedSlots | undefined {
  const [database = "", text = "", ...more] = word.split("=");
  const range = readRange(text);
  return range && more.length === 0 && isDatabase(database) ? { database, ...range } : undefined;
}

/** A slot in two databases would be searched in only one of them. */
const overlap = (ranges: readonly SlotRange[]): boolean =>
  ranges.some((a, index) => ranges.slice(index + 1).some((b) => a.from <= b.to && b.from <= a.to));

const placed = listKind(
  "database=slots, separated by spaces, or empty",
  "must be pairs such as DB_1=80-ff, slots from 00 to ff, none of them twice, databases DB to DB_99, or empty",
  readPlaced,
  (range) => `${range.database}=${writeRange(range)}`,
);

export const shardSlots: Kind<readonly PlacedSlots[]> = {
  ...placed,
  read: (text) => {
    const ranges = placed.read(text);
    return ranges && !overlap(ranges) ? ranges : undefined;
  },
};

export const slotRanges: Kind<readonly SlotRange[]> = listKind(
  "slots, separated by spaces, or empty",
  "must be slots such as 80-9f, from 00 to ff, or empty",
  readRange,
  writeRange,
);

export const shardRealms: Kind<ReadonlyMap<string, string>> = {
  unit: "realm=database, separated by spaces, or empty",
  must: "must be pairs such as corp.example=DB_2, each realm in lower case and once, databases DB to DB_99, or empty",
  read: (text) => {
    const pairs = wordsOf(text).map((word) => /^([a-z0-9][a-z0-9._-]*)=(.+)$/.exec(word));
    const read = pairs.map((pair) => [pair?.[1] ?? "", pair?.[2] ?? ""] as const);
    const realms = new Map(read);
    return read.every(([realm, database]) => realm !== "" && isDatabase(database)) && realms.size === read.length
      ? realms
      : undefined;
  },
  write: (realms) => [...realms].map((pair) => pair.join("=")).join(" "),
};

/** `DB:17`, or `DB:17-90`. */
function readRows(word: string): FaultyRows | undefined {
  const [, database = "", from = "", to = from] = /^([^:]+):(\d{1,12})(?:-(\d{1,12}))?$/.exec(word) ?? [];
  const [first, last] = [Number(from), Number(to)];
  return isDatabase(database) && first > 0 && first <= last ? { database, first, last } : undefined;
}

export const faultyRows: Kind<readonly FaultyRows[]> = listKind(
  "database:rows, separated by spaces, or empty",
  "must be rows such as DB:17 or DB_1:3-90, or empty",
  readRows,
  ({ database, first, last }) => `${database}:${first}${first === last ? "" : `-${last}`}`,
);
