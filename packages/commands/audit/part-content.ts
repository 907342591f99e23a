// An object of the archive, unpacked and examined row by row. Members of gzip in a row are one file
// to zlib, so this needs no record to find the blocks.
import { gunzipSync } from "node:zlib";
import { isHeaderSigned, type PartHeader, rowOfLine } from "../../../src/storage/audit/archive/part-format.ts";
import { digestOf } from "../../../src/storage/audit/checkpoints/checkpoint-signature.ts";
import type { ExaminedRows } from "../../../src/storage/audit/checkpoints/examined-rows.ts";
import type { NumberedRow } from "../../../src/storage/audit/row.ts";
import type { Keyring } from "../../../src/storage/keys/keyring.ts";

/** 2.6 kB for each of 50 000 rows. More is not of this service, and could fill the memory. */
const MAX_PART_BYTES = 2 ** 27;

export interface PartContent {
  readonly header: PartHeader;
  readonly rows: readonly NumberedRow[];
}

/** What is signed as the digest of these rows: a checkpoint of the database, or one of a header. */
export type SignedRange = readonly [first: number, last: number, digest: string];

/** Undefined for bytes that are no part. The MACs are still to be checked. */
export function unpackPart(bytes: Uint8Array): PartContent | undefined {
  try {
    const [header = "", ...lines] = gunzipSync(bytes, { maxOutputLength: MAX_PART_BYTES }).toString().split("\n");
    return { header: JSON.parse(header), rows: lines.filter((line) => line !== "").map(rowOfLine) };
  } catch {
    return undefined;
  }
}

/** Whether the header is signed, and by its content that of this part. */
export const isHeaderOf = async (
  keyring: Keyring,
  { header, rows }: PartContent,
  { first, last, database }: Pick<PartHeader, "first" | "last" | "database">,
): Promise<boolean> =>
  header.first === first &&
  header.last === last &&
  header.database === database &&
  header.rows === rows.length &&
  (await isHeaderSigned(keyring, header));

/** Examines the rows of a part, and whether they are those whose order was signed. */
export async function examineContent(
  examined: ExaminedRows,
  { header, rows }: PartContent,
  signed: readonly SignedRange[],
): Promise<void> {
  await examined.examine(rows, header.first, header.last);
  for (const [first, last, digest] of signed) {
    const some = rows.filter(({ number }) => number >= first && number <= last);
    if ((await digestOf(some)) !== digest)
      examined.problems.push(`rows ${first} to ${last}: the rows or their order do not match the checkpoint`);
  }
}
