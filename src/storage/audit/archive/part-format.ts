// A part of the trail as it lies in the bucket: gzip members in a row, which are one gzip file. The
// first is the header, each other a block of rows, and a line of JSON each:
//
//   {"trail":1,"database":"DB","first":1,"last":50000,…,"checkpoints":[…],"mac":"…"}
//   {"number":1,"id":"…","at_ms":1790840690097,"action":"POST /auth",…,"mac":"…"}
//
// A line leaves out what is empty, a `count` of 1 and a `success` of 0. It has no name of a user,
// only the pseudonym that the MAC covers: a deletion must reach what nobody can change any more.
// The shortened names of users who do not exist stay (../unknown-name.ts). Nothing depends on the
// time of making, so a second try over the same rows makes the same bytes.
//
// Only CompressionStream and WebCrypto are needed here: commands and tests use it outside workerd.

import { ENTRY_COLUMNS } from "../../../core/audit/columns.ts";
import { type Bytes, fromUtf8, toHex, utf8 } from "../../../lib/bytes.ts";
import type { Keyring } from "../../keys/keyring.ts";
import type { Checkpoint } from "../checkpoints/checkpoint-signature.ts";
import type { AuditRow, NumberedRow } from "../row.ts";
import { isSignedText, signText } from "../signed-text.ts";
import { isUnknownName } from "../unknown-name.ts";

/** Rows of a block: a reader fetches and unpacks a whole one. */
export const BLOCK_ROWS = 500;
/** More rows would take more memory than a worker should, and more of a cron's CPU time. */
export const MAX_PART_ROWS = 50_000;

/** A checkpoint whose rows are in the part: the columns that its link covers, in their order. */
export type HeldCheckpoint = readonly [
  first: number,
  last: number,
  count: number,
  digest: string,
  madeAtMs: number,
  previous: string | null,
];

export interface PartHeader {
  readonly trail: 1;
  readonly database: string;
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  /** The part before, so that the bucket proves its order even without D1; null for the first. */
  readonly before: { readonly name: string; readonly sha256: string } | null;
  readonly checkpoints: readonly HeldCheckpoint[];
  readonly mac: string;
}

export const heldCheckpoint = (checkpoint: Omit<Checkpoint, "retired_at_ms" | "mac">): HeldCheckpoint => [
  checkpoint.first_number,
  checkpoint.last_number,
  checkpoint.row_count,
  checkpoint.digest,
  checkpoint.made_at_ms,
  checkpoint.previous,
];

const contentOf = ({ mac: _, ...header }: Omit<PartHeader, "mac"> & { readonly mac?: string }): string =>
  JSON.stringify(["part header", header]);

/** The first member, signed. */
export async function encodeHeader(keyring: Keyring, unsigned: Omit<PartHeader, "mac">): Promise<Bytes> {
  const header: PartHeader = { ...unsigned, mac: await signText(keyring, contentOf(unsigned)) };
  return gzip(`${JSON.stringify(header)}\n`);
}

/** Throws for bytes that are no header. Its MAC is still to be checked. */
export const decodeHeader = async (member: Uint8Array): Promise<PartHeader> => JSON.parse(await gunzip(member));

export const isHeaderSigned = (keyring: Keyring, header: PartHeader): Promise<boolean> =>
  isSignedText(keyring, header.mac, contentOf(header));

/** In the order of a line. The pseudonym stands where the name would. */
const LINE_COLUMNS = [
  ...(["number", "id", "at_ms"] as const),
  ...ENTRY_COLUMNS.flatMap((column) => (column === "realm" ? ([column, "pseudonym"] as const) : [column])),
  "mac" as const,
];

/** What a line leaves out. */
const BLANK = {
  ...Object.fromEntries(ENTRY_COLUMNS.map((column) => [column, ""])),
  success: 0,
  count: 1,
  pseudonym: "",
} as Readonly<Partial<Record<keyof NumberedRow, string | number>>>;

/** The name that a line may have. */
const nameInPart = ({ user }: Pick<AuditRow, "user">): string => (isUnknownName(user) ? user : "");

const lineOf = (row: NumberedRow): string => {
  const kept: NumberedRow = { ...row, user: nameInPart(row) };
  return JSON.stringify(
    Object.fromEntries(
      LINE_COLUMNS.flatMap((column) => (kept[column] === BLANK[column] ? [] : [[column, kept[column]]])),
    ),
  );
};

/** A member of at most BLOCK_ROWS rows. */
export const encodeBlock = (rows: readonly NumberedRow[]): Promise<Bytes> =>
  gzip(rows.map((row) => `${lineOf(row)}\n`).join(""));

/**
 * The rows of a member. A deleted or unnamed person stands under the pseudonym. Throws for other
 * bytes.
 */
export async function decodeBlock(member: Uint8Array): Promise<NumberedRow[]> {
  return (await gunzip(member))
    .split("\n")
    .filter((line) => line !== "")
    .map(rowOfLine);
}

export function rowOfLine(line: string): NumberedRow {
  const row = JSON.parse(line) as Partial<NumberedRow>;
  return { ...BLANK, ...row, user: row.user ?? row.pseudonym ?? "" } as NumberedRow;
}

/** Its first and last number, and the beginning of its digest: a part is never overwritten. */
export const partName = (first: number, last: number, sha256: string): string =>
  `${twelve(first)}-${twelve(last)}-${sha256.slice(0, 16)}.ndjson.gz`;

const twelve = (number: number): string => String(number).padStart(12, "0");

export const sha256OfBytes = async (bytes: Uint8Array): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Bytes)));

const gzip = (text: string): Promise<Bytes> => piped(utf8(text), new CompressionStream("gzip"));

/** One member alone: DecompressionStream refuses what follows it. */
const gunzip = async (member: Uint8Array): Promise<string> =>
  fromUtf8(await piped(member, new DecompressionStream("gzip")));

async function piped(bytes: Uint8Array, through: CompressionStream | DecompressionStream): Promise<Bytes> {
  const stream = new Blob([bytes as Bytes])
    .stream()
    .pipeThrough(through as ReadableWritablePair<Uint8Array, Uint8Array>);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
