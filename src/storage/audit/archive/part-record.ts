// The record of a part: a row of the table audit_part. As with checkpoints, its MAC covers all
// columns, and its link those that never change, which the next record signs as `previous`.

import { sha256Hex } from "../../../lib/bytes.ts";
import type { Keyring } from "../../keys/keyring.ts";
import { isSignedText, signText } from "../signed-text.ts";

export interface PartRecord {
  readonly first_number: number;
  readonly last_number: number;
  readonly row_count: number;
  /** The times of the oldest and the youngest row. */
  readonly from_ms: number;
  readonly until_ms: number;
  /** The name of both objects: ./trail-bucket.ts. */
  readonly name: string;
  /** The size of the part. */
  readonly bytes: number;
  readonly sha256: string;
  /** JSON: the events of its rows. */
  readonly events: string;
  /** JSON: the ids of the keys under which its rows, header and index are signed. */
  readonly key_ids: string;
  readonly made_at_ms: number;
  /** When retention has removed its objects; null: they must be there. */
  readonly retired_at_ms: number | null;
  /** `partLink` of the record before; empty when there was none. */
  readonly previous: string;
  readonly mac: string;
  /** JSON: where each bucket of the index begins, and where the last one ends. */
  readonly index_offsets: string;
  /** JSON: `DirectoryLine`s. It comes last: SQLite reads the pages of a long text only if asked. */
  readonly directory: string;
}

/** In the order of the table. */
export const PART_COLUMNS = [
  ...([
    "first_number",
    "last_number",
    "row_count",
    "from_ms",
    "until_ms",
    "name",
    "bytes",
    "sha256",
    "events",
  ] as const),
  ...(["key_ids", "made_at_ms", "retired_at_ms", "previous", "mac", "index_offsets", "directory"] as const),
] satisfies readonly (keyof PartRecord)[];

/**
 * One block of a part: where it begins in the object, and what a reader must know before it reads.
 */
export type DirectoryLine = readonly [offset: number, first: number, fromMs: number, untilMs: number, sha256: string];

export interface PartBlock {
  readonly offset: number;
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly sha256: string;
}

/** Its blocks, in order. Before the first is the header. */
export function directoryOf({
  directory,
  bytes,
  last_number,
}: Pick<PartRecord, "directory" | "bytes" | "last_number">): PartBlock[] {
  const lines = JSON.parse(directory) as DirectoryLine[];
  return lines.map(([offset, first, fromMs, untilMs, sha256], index) => {
    const [end, beyond] = lines[index + 1] ?? [bytes, last_number + 1];
    return { offset, bytes: end - offset, first, last: beyond - 1, fromMs, untilMs, sha256 };
  });
}

export const indexOffsetsOf = ({ index_offsets }: Pick<PartRecord, "index_offsets">): number[] =>
  JSON.parse(index_offsets);
export const eventsOf = ({ events }: Pick<PartRecord, "events">): string[] => JSON.parse(events);
export const keyIdsOf = ({ key_ids }: Pick<PartRecord, "key_ids">): string[] => JSON.parse(key_ids);

const LINKED = PART_COLUMNS.filter((column) => column !== "retired_at_ms" && column !== "mac");

/** The link is the same before and after removal, and under every key. Of no record it is empty. */
export const partLink = async (record: Omit<PartRecord, "mac"> | null): Promise<string> =>
  record ? sha256Hex(JSON.stringify(["part link", ...LINKED.map((column) => record[column])])) : "";

const contentOf = (record: Omit<PartRecord, "mac">): string =>
  JSON.stringify(["part", ...LINKED.map((column) => record[column]), record.retired_at_ms]);

export const signRecord = async (keyring: Keyring, record: Omit<PartRecord, "mac">): Promise<PartRecord> => ({
  ...record,
  mac: await signText(keyring, contentOf(record)),
});

export const isRecordSigned = (keyring: Keyring, record: PartRecord): Promise<boolean> =>
  isSignedText(keyring, record.mac, contentOf(record));

/** Of a record whose MAC is not that of its columns. */
export const changedRecord = (record: Pick<PartRecord, "first_number" | "last_number">): string =>
  `${partText(record)}: its record was changed`;

/** As problems name it. */
export const partText = ({ first_number, last_number }: Pick<PartRecord, "first_number" | "last_number">): string =>
  `part ${first_number}–${last_number}`;
