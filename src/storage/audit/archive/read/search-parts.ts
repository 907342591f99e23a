// One look at the rows of a search that are in the bucket: through the index of each part, or block
// by block where no index serves. It reads at most 100 indexes and 20 blocks, and then says where
// it ended, so it costs the same however long the archive is.

import { lowerAscii } from "../../../sql/like.ts";
import type { NumberedRow } from "../../row.ts";
import { blocksOf, bucketOf } from "../index-format.ts";
import { changedRecord, directoryOf, eventsOf, indexOffsetsOf, type PartBlock, partText } from "../part-record.ts";
import {
  ArchiveFault,
  type ArchiveSource,
  archiveBytes,
  type NamedPart,
  recordsOf,
  rowsOfBlock,
} from "./archive-bytes.ts";
import { namedRows } from "./names.ts";
import { type Ahead, MAX_BLOCKS, MAX_INDEXES, type PartAhead } from "./parts-ahead.ts";

/** A Worker has six connections. */
const AT_ONCE = 6;
/** More buckets of an index than these are read as one piece, with those between them. */
const MAX_BUCKETS = 2;

export interface ArchiveSearch extends Ahead {
  /** Keys of the index, of which a row has one; undefined: any row may fit. */
  readonly keys: readonly number[] | undefined;
  /** Parts without this event are passed over. */
  readonly event: string | undefined;
  /** Whether a row fits; `isNamed`: its name is known by now. */
  readonly fits: (row: NumberedRow, isNamed: boolean) => boolean;
  /** The look ends with so many rows. */
  readonly enough: number;
  /** The first number that D1 has. */
  readonly first: number;
}

export interface ArchiveLook {
  readonly rows: readonly NumberedRow[];
  /** Up to where everything was looked at; undefined: to the end of the archive. */
  readonly end: TrailPlace | undefined;
}

/** A row, and its time where the list was searched that far. */
export interface TrailPlace {
  readonly number: number;
  readonly atMs: number | null;
}

export async function searchParts(
  archive: ArchiveSource,
  ahead: readonly PartAhead[],
  search: ArchiveSearch,
): Promise<ArchiveLook> {
  // Nobody has the name.
  if (search.keys?.length === 0) return { rows: [], end: undefined };
  const buckets = [...new Set(search.keys?.map(bucketOf))];
  const reads = buckets.length > MAX_BUCKETS ? 1 : Math.max(1, buckets.length);
  const parts = ahead.slice(0, Math.floor(MAX_INDEXES / reads));
  const rows: NumberedRow[] = [];
  let blocks = 0;
  let end: TrailPlace | undefined;
  for (let at = 0; at < parts.length; at += AT_ONCE) {
    const group = parts.slice(at, at + AT_ONCE);
    const candidates = await Promise.all(group.map((part) => candidatesIn(archive, part, search, buckets)));
    const queue = await blocksAhead(archive, group, candidates, search);
    // The first block is often enough.
    for (let next = 0, width = 1; next < queue.length; width = Math.min(AT_ONCE, 2 * width)) {
      const some = queue.slice(next, next + Math.min(width, MAX_BLOCKS - blocks));
      const found = await Promise.all(some.map(({ part, block }) => rowsOfBlock(archive, part, block)));
      const fitting = found.flat().filter((row) => isAhead(row, search) && search.fits(row, false));
      const named = await namedRows(archive.db, fitting, search.first);
      rows.push(...named.filter((row) => search.fits(row, true)));
      next += some.length;
      blocks += some.length;
      end = edgeOf(some.at(-1)?.block, search);
      if (rows.length >= search.enough || blocks === MAX_BLOCKS) return { rows, end };
    }
    const last = group.at(-1);
    end = last && edgeOf(asBlock(last), search);
  }
  return { rows, end: ahead.length > parts.length ? end : undefined };
}

const isAhead = ({ number }: NumberedRow, { low, high }: Ahead): boolean => number >= low && number < high;

type Edges = Pick<PartBlock, "first" | "last" | "fromMs" | "untilMs">;

const asBlock = ({ first_number, last_number, from_ms, until_ms }: PartAhead): Edges => ({
  first: first_number,
  last: last_number,
  fromMs: from_ms,
  untilMs: until_ms,
});

/** The place after a block, in the order of the list. */
const edgeOf = (block: Edges | undefined, { newestFirst }: Ahead): TrailPlace | undefined =>
  block && (newestFirst ? { number: block.first, atMs: block.fromMs } : { number: block.last, atMs: block.untilMs });

/** The blocks of a part, by their places, that may have rows of the search. */
async function candidatesIn(
  archive: ArchiveSource,
  part: PartAhead,
  { keys, event }: ArchiveSearch,
  buckets: readonly number[],
): Promise<ReadonlySet<number> | "all" | "none"> {
  if (event !== undefined && !readable(part, eventsOf).some((one) => lowerAscii(one) === lowerAscii(event)))
    return "none";
  if (!keys) return "all";
  const bytes = await readBuckets(archive, part, buckets);
  const blocks = new Set<number>();
  for (const key of keys) {
    const found = await blocksOf(archive.keyring, part.first_number, key, bytes(bucketOf(key)));
    if (!found) throw new ArchiveFault(`${partText(part)}: its index was changed`);
    if (found === "many") return "all";
    for (const block of found) blocks.add(block);
  }
  return blocks.size === 0 ? "none" : blocks;
}

/** These columns are read before the record's MAC. What they lead to has a MAC of its own. */
function readable<Found>(part: PartAhead, read: (part: PartAhead) => Found): Found {
  try {
    return read(part);
  } catch {
    throw new ArchiveFault(changedRecord(part));
  }
}

async function readBuckets(archive: ArchiveSource, part: PartAhead, buckets: readonly number[]) {
  const offsets = readable(part, indexOffsetsOf);
  const range = ([from, to]: readonly [number, number]) => ({ begin: offsets[from] ?? 0, end: offsets[to + 1] ?? 0 });
  const pieces: (readonly [number, number])[] =
    buckets.length > MAX_BUCKETS
      ? [[Math.min(...buckets), Math.max(...buckets)]]
      : buckets.map((bucket) => [bucket, bucket]);
  const read = await Promise.all(
    pieces.map(async (piece) => {
      const { begin, end } = range(piece);
      return { begin, end, bytes: await archiveBytes(archive, "index", part, begin, end) };
    }),
  );
  return (bucket: number): Uint8Array => {
    const { begin, end } = range([bucket, bucket]);
    const piece = read.find((one) => one.begin <= begin && one.end >= end);
    return piece?.bytes.subarray(begin - piece.begin, end - piece.begin) ?? new Uint8Array();
  };
}

async function blocksAhead(
  archive: ArchiveSource,
  parts: readonly NamedPart[],
  candidates: readonly (ReadonlySet<number> | "all" | "none")[],
  search: ArchiveSearch,
): Promise<{ readonly part: NamedPart; readonly block: PartBlock }[]> {
  const { newestFirst, low, high, fromMs = 0, untilMs = Infinity } = search;
  const records = await recordsOf(
    archive,
    parts.filter((_, index) => candidates[index] !== "none"),
  );
  return parts.flatMap((part, index) => {
    const record = records.find(({ first_number }) => first_number === part.first_number);
    const those = candidates[index];
    const blocks = (record ? directoryOf(record) : []).filter(
      (block, place) =>
        (those === "all" || (those !== "none" && those?.has(place))) &&
        block.last >= low &&
        block.first < high &&
        block.untilMs >= fromMs &&
        block.fromMs < untilMs,
    );
    return (newestFirst ? blocks.reverse() : blocks).map((block) => ({ part, block }));
  });
}
