// The parts of the trail that are in a bucket, as files to keep elsewhere. Each database has a
// trail and an archive of its own.

import type { Caller } from "../caller.ts";
import type { Outcome } from "../reasons.ts";
import type { DatabaseName } from "../shards/slots.ts";

/** A part by its record. */
export interface ArchivedPart {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly madeAtMs: number;
}

export interface PartsPage {
  /** Whether the service has a bucket to read them from. */
  readonly bound: boolean;
  /** In the order of their rows. */
  readonly parts: readonly ArchivedPart[];
  /** The first number after which the list goes on; null at its end. */
  readonly after: number | null;
}

export interface PartFile {
  readonly bytes: number;
  readonly body: ReadableStream<Uint8Array>;
}

export interface TrailArchive {
  readonly databases: readonly DatabaseName[];
  list(caller: Caller, database: DatabaseName, after: number): Promise<Outcome<{ readonly page: PartsPage }>>;
  /** The part that begins with this row, once the bucket has it as it was recorded. */
  open(caller: Caller, database: DatabaseName, first: number): Promise<Outcome<{ readonly file: PartFile }>>;
}
