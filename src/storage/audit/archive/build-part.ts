// Makes the bytes of a part and of its index from rows of the database, and looks at each row
// first: what goes into the bucket can never be put right. A row that is missing or was changed, or
// a checkpoint that its rows do not match, is a fault, and no part is made.

import type { Bytes } from "../../../lib/bytes.ts";
import type { Keyring } from "../../keys/keyring.ts";
import { statement } from "../../sql/sql.ts";
import { rowsText } from "../checkpoints/checkpoint.ts";
import { type Checkpoint, chainLink, digestOf, isSigned } from "../checkpoints/checkpoint-signature.ts";
import { ExaminedRows } from "../checkpoints/examined-rows.ts";
import type { NumberedRow } from "../row.ts";
import { IndexBuilder } from "./index-format.ts";
import { BLOCK_ROWS, encodeBlock, encodeHeader, heldCheckpoint, partName, sha256OfBytes } from "./part-format.ts";
import type { DirectoryLine, PartRecord } from "./part-record.ts";

/** Rows that are read at once. */
const MAX_READ_ROWS = 2500;

interface BuiltPart {
  readonly bytes: Bytes;
  readonly index: Bytes;
  /** All that the record says of it. */
  readonly record: Omit<PartRecord, "made_at_ms" | "retired_at_ms" | "previous" | "mac">;
}

export type BuildResult =
  | { readonly ok: true /** Undefined if no checkpoint is wholly older. */; readonly built: BuiltPart | undefined }
  /** In plain words, as the verification has them. */
  | { readonly ok: false; readonly problem: string };

/**
 * `before`: the record of the part before. The part ends before the first row that is not older.
 */
export async function buildPart(
  db: D1Database,
  keyring: Keyring,
  database: string,
  checkpoints: readonly Checkpoint[],
  before: PartRecord | null,
  olderThanMs: number,
): Promise<BuildResult> {
  const blocks = new Blocks();
  const held: Checkpoint[] = [];
  const rows = new RowReader(db, checkpoints.at(-1)?.last_number ?? 0);
  for (const checkpoint of checkpoints) {
    const own = await rows.upTo(checkpoint);
    const problem = await faultOf(keyring, checkpoint, held.at(-1), own);
    if (problem !== undefined) return { ok: false, problem };
    if (own.some(({ at_ms }) => at_ms >= olderThanMs)) break;
    held.push(checkpoint);
    await blocks.add(own);
  }
  const [first, last] = [held[0]?.first_number, held.at(-1)?.last_number];
  if (first === undefined || last === undefined) return { ok: true, built: undefined };
  await blocks.end();
  const header = await encodeHeader(keyring, {
    trail: 1,
    database,
    first,
    last,
    rows: blocks.rows,
    before: before && { name: before.name, sha256: before.sha256 },
    checkpoints: held.map(heldCheckpoint),
  });
  const bytes = new Uint8Array(await new Blob([header, ...blocks.members]).arrayBuffer());
  const sha256 = await sha256OfBytes(bytes);
  const index = await blocks.index.finish(keyring, first);
  return {
    ok: true,
    built: {
      bytes,
      index: index.bytes,
      record: {
        first_number: first,
        last_number: last,
        row_count: blocks.rows,
        from_ms: blocks.fromMs,
        until_ms: blocks.untilMs,
        name: partName(first, last, sha256),
        bytes: bytes.length,
        sha256,
        events: JSON.stringify([...blocks.events].sort()),
        key_ids: JSON.stringify([...blocks.keyIds.add(keyring.newest.id)].sort()),
        index_offsets: JSON.stringify(index.offsets),
        directory: JSON.stringify(blocks.directoryAfter(header.length)),
      },
    },
  };
}

async function faultOf(
  keyring: Keyring,
  checkpoint: Checkpoint,
  before: Checkpoint | undefined,
  rows: readonly NumberedRow[],
): Promise<string | undefined> {
  const range = rowsText(checkpoint);
  if (!(await isSigned(keyring, checkpoint))) return `${range}: the checkpoint was changed`;
  if (before && before.last_number + 1 !== checkpoint.first_number)
    return `rows ${before.last_number + 1} to ${checkpoint.first_number - 1}: no checkpoint covers them`;
  if (before && checkpoint.previous !== null && checkpoint.previous !== (await chainLink(before)))
    return `${range}: the checkpoint does not continue the one before it`;
  const examined = new ExaminedRows(keyring);
  await examined.examine(rows, checkpoint.first_number, checkpoint.last_number);
  const [problem] = examined.problems;
  if (problem !== undefined) return problem;
  if ((await digestOf(rows)) !== checkpoint.digest)
    return `${range}: the rows or their order do not match the checkpoint`;
  return undefined;
}

/** Checkpoints may have a row each, so rows are read in greater pieces. */
class RowReader {
  readonly #db: D1Database;
  readonly #end: number;
  #read: NumberedRow[] = [];
  #next = 0;

  constructor(db: D1Database, end: number) {
    this.#db = db;
    this.#end = end;
  }

  async upTo({ first_number, last_number }: Checkpoint): Promise<NumberedRow[]> {
    this.#next ||= first_number;
    while (this.#next <= last_number) {
      const to = Math.min(this.#next + MAX_READ_ROWS - 1, this.#end);
      const sql = "SELECT * FROM audit WHERE number BETWEEN :from AND :to ORDER BY number";
      this.#read.push(...(await statement<NumberedRow>(this.#db, sql, { from: this.#next, to }).all()).results);
      this.#next = to + 1;
    }
    const beyond = this.#read.findIndex(({ number }) => number > last_number);
    return this.#read.splice(0, beyond < 0 ? this.#read.length : beyond);
  }
}

/** The blocks of a part, with what its record says of their rows. */
class Blocks {
  readonly members: Bytes[] = [];
  readonly index = new IndexBuilder();
  readonly events = new Set<string>();
  readonly keyIds = new Set<string>();
  rows = 0;
  fromMs = Number.MAX_SAFE_INTEGER;
  untilMs = 0;
  #open: NumberedRow[] = [];
  readonly #lines: { first: number; fromMs: number; untilMs: number; sha256: string }[] = [];

  async add(rows: readonly NumberedRow[]): Promise<void> {
    for (const row of rows) {
      this.events.add(row.event);
      this.keyIds.add(row.mac.split(".")[0] ?? "");
      this.#open.push(row);
      if (this.#open.length === BLOCK_ROWS) await this.end();
    }
  }

  async end(): Promise<void> {
    const rows = this.#open;
    const [first] = rows;
    if (!first) return;
    this.#open = [];
    const times = rows.map(({ at_ms }) => at_ms);
    const [fromMs, untilMs] = [Math.min(...times), Math.max(...times)];
    const member = await encodeBlock(rows);
    await this.index.addBlock(rows);
    this.members.push(member);
    this.#lines.push({ first: first.number, fromMs, untilMs, sha256: await sha256OfBytes(member) });
    this.rows += rows.length;
    this.fromMs = Math.min(this.fromMs, fromMs);
    this.untilMs = Math.max(this.untilMs, untilMs);
  }

  directoryAfter(headerBytes: number): DirectoryLine[] {
    let offset = headerBytes;
    return this.#lines.map(({ first, fromMs, untilMs, sha256 }, index) => {
      const line = [offset, first, fromMs, untilMs, sha256] as const;
      offset += this.members[index]?.length ?? 0;
      return line;
    });
  }
}
