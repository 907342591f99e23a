// Which rows of the trail may leave the database because they are in the bucket, and the names that
// stay behind. Parts hold no name, so the table audit_name says whose each pseudonym is. A name is
// copied in the batch that deletes its row: whoever deletes a user before or after that batch
// reaches the name, and nothing can bring it back.

import type { Keyring } from "../../keys/keyring.ts";
import { type BatchPart, type Parameters, part, statement } from "../../sql/sql.ts";
import type { LeavingRows } from "../checkpoints/retention.ts";
import { changedRecord, isRecordSigned, type PartRecord } from "./part-record.ts";
import { objectProblems } from "./part-verdict.ts";
import type { TrailBucket } from "./trail-bucket.ts";

/** A person's name costs rows once in this time, not with each row that leaves. */
const NAMES_RENEWED_MS = 31 * 24 * 3600 * 1000;

/** Parts of one cron. Usually rows of one or two are left in the database. */
const MAX_LEAVING_PARTS = 4;

/**
 * The first row of the oldest checkpoint whose rows have not left. By checkpoints, which are
 * signed: a row that somebody puts in far below would look like the oldest.
 */
export const FIRST_TO_LEAVE = `coalesce((SELECT first_number FROM audit_checkpoint
  WHERE first_number > 0 AND retired_at_ms IS NULL ORDER BY first_number LIMIT 1), 9e15)`;

/** Some rows of the checkpoint before it may be left. */
const FIRST_LEFT = `coalesce((SELECT first_number FROM audit_checkpoint
  WHERE first_number < ${FIRST_TO_LEAVE} AND retired_at_ms IS NOT NULL ORDER BY first_number DESC LIMIT 1), 0)`;

export interface LookAtParts {
  readonly leaving: LeavingRows | undefined;
  /** Why no more rows may leave, in plain words. */
  readonly problem: string | undefined;
}

/** Looks at the objects of the parts whose rows are still here, up to the head of the chain. */
export async function lookAtParts(
  db: D1Database,
  keyring: Keyring,
  bucket: TrailBucket,
  lastNumber: number,
): Promise<LookAtParts> {
  const { results } = await statement<PartRecord>(
    db,
    `SELECT * FROM audit_part WHERE retired_at_ms IS NULL AND first_number <= :last AND first_number >= coalesce(
       (SELECT first_number FROM audit_part WHERE first_number <= ${FIRST_LEFT} ORDER BY first_number DESC LIMIT 1), 0)
     ORDER BY first_number LIMIT ${MAX_LEAVING_PARTS}`,
    { last: lastNumber },
  ).all();
  let upTo: PartRecord | undefined;
  let problem: string | undefined;
  for (const record of results) {
    [problem] = (await isRecordSigned(keyring, record))
      ? await objectProblems(keyring, bucket, record)
      : [changedRecord(record)];
    if (problem !== undefined) break;
    upTo = record;
  }
  if (!upTo) return { problem, leaving: undefined };
  const renewedUpTo = await lastBefore(db, upTo);
  return {
    problem,
    leaving: {
      upTo: upTo.last_number,
      keepNames: (leaving, parameters) => keepNames(leaving, renewedUpTo, parameters),
    },
  };
}

/** The last row of the newest part that is wholly older than the time of a renewal. */
async function lastBefore(db: D1Database, { first_number: first, until_ms }: PartRecord): Promise<number> {
  const sql = `SELECT last_number FROM audit_part WHERE first_number < :first AND until_ms < :before
    ORDER BY first_number DESC LIMIT 1`;
  const found = await statement<{ last_number: number }>(db, sql, {
    first,
    before: until_ms - NAMES_RENEWED_MS,
  }).first();
  return found?.last_number ?? 0;
}

/** Parts are not quite in the order of their times. */
const NAMES_KEPT_MS = NAMES_RENEWED_MS + 24 * 3600 * 1000;

const oldestLeft = (column: string) => `coalesce((SELECT ${column} FROM audit_part
  WHERE first_number > 0 AND retired_at_ms IS NULL ORDER BY first_number LIMIT 1), 9e15)`;

/** The last row whose name no part can need any more: long before the oldest that is left. */
export const LAST_UNNAMED = `coalesce((SELECT part.last_number FROM audit_part AS part
  WHERE part.first_number < ${oldestLeft("first_number")} AND part.until_ms < ${oldestLeft("until_ms")} - ${NAMES_KEPT_MS}
  ORDER BY part.first_number DESC LIMIT 1), 0)`;

/** The names of nobody, as SQLite finds them: ../unknown-name.ts. They stay in the line. */
const OF_NOBODY = "instr(user, '…~') > 0 AND instr(user, '…~') = length(user) - 17";

/** A name whose number is not above `renewedUpTo` gets the number of a row that leaves now. */
const keepNames = (rows: string, renewedUpTo: number, parameters: Parameters): BatchPart =>
  part(
    `INSERT INTO audit_name (pseudonym, user, realm, last_number)
     SELECT pseudonym, user, realm, number FROM audit
     WHERE number IN (${rows}) AND user <> '' AND user <> pseudonym AND NOT (${OF_NOBODY})
     ON CONFLICT DO UPDATE SET last_number = excluded.last_number WHERE last_number <= :renewed`,
    { ...parameters, renewed: renewedUpTo },
  );
