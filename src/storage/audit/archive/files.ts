// The parts of the archive as files for whoever may read the trail. A part is sent as it lies in
// the bucket, and only if R2 has the SHA-256 there that the record names.

import type { ArchivedPart, TrailArchive } from "../../../core/ports/trail-archive.ts";
import { batchEverywhere } from "../../sql/caller-guard.ts";
import { part } from "../../sql/sql.ts";
import type { PartRecord } from "./part-record.ts";
import { createTrailBucket, type TrailObjectBody } from "./trail-bucket.ts";

/** The 400 days of 150 000 logins a day are four times as many. */
const MAX_LISTED_PARTS = 1000;

const LISTED = `SELECT first_number AS first, last_number AS last, row_count AS rows, from_ms AS fromMs, until_ms AS untilMs,
    bytes, sha256, made_at_ms AS madeAtMs
  FROM audit_part WHERE retired_at_ms IS NULL AND first_number > :after ORDER BY first_number LIMIT :most`;
const ONE = "SELECT name, bytes, sha256 FROM audit_part WHERE retired_at_ms IS NULL AND first_number = :first";

interface Database {
  readonly name: string;
  readonly db: D1Database;
}

export function createTrailArchive(databases: readonly Database[], bucket: R2Bucket | undefined): TrailArchive {
  const dbOf = (database: string): D1Database => {
    const found = databases.find(({ name }) => name === database);
    if (!found) throw new Error(`no database ${database}`);
    return found.db;
  };
  return {
    databases: databases.map(({ name }) => name),

    async list(caller, database, after) {
      const read = await batchEverywhere(dbOf(database), caller, "auditlog", () => ({
        parts: part<ArchivedPart>(LISTED, { after, most: MAX_LISTED_PARTS + 1 }),
      }));
      if (!read.ok) return read;
      const parts = read.parts.rows.slice(0, MAX_LISTED_PARTS);
      const more = read.parts.rows.length > parts.length;
      return {
        ok: true,
        page: { bound: bucket !== undefined, parts, after: more ? (parts.at(-1)?.first ?? null) : null },
      };
    },

    async open(caller, database, first) {
      const read = await batchEverywhere(dbOf(database), caller, "auditlog", () => ({
        record: part<Pick<PartRecord, "name" | "bytes" | "sha256">>(ONE, { first }),
      }));
      if (!read.ok) return read;
      const [record] = read.record.rows;
      if (!record) return { ok: false, reason: { code: "unknown-path" } };
      const file = bucket && (await opened(createTrailBucket(bucket, database).open("part", record.name)));
      if (!file || file.sha256 !== record.sha256 || file.bytes !== record.bytes)
        return { ok: false, reason: { code: "archive-unavailable" } };
      return { ok: true, file };
    },
  };
}

/** A bucket that cannot be asked has no file. */
const opened = (opening: Promise<TrailObjectBody | undefined>): Promise<TrailObjectBody | undefined> =>
  opening.catch((error) => {
    console.error("audit: the bucket of the archive cannot be read:", error);
    return undefined;
  });
