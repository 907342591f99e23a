// An R2 bucket in a state folder, for commands: Miniflare keeps its objects in files, and a SQLite
// file says which is which. It is only read. As in ./local-database.ts, no workerd has to start.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../lib/project.ts";
import { bucketFile } from "./object-files.ts";
import { openSqlite, plainRows } from "./sqlite.ts";

interface LocalBucket {
  /** Has what reads the archive of the trail: `head`, `get` and `list`. */
  readonly bucket: R2Bucket;
  close(): void;
}

interface ObjectRow {
  readonly key: string;
  readonly blob_id: string | null;
  readonly size: number;
  readonly checksums: string;
}

const MAX_LISTED = 1000;

/**
 * The bucket of this name or, without one, the only bucket of the folder. One that is not there is
 * empty: whoever has removed it has removed what was in it.
 */
export function openLocalBucket(folder: string, wanted: string | undefined): LocalBucket {
  const name = wanted || onlyBucketIn(folder);
  const file = bucketFile(folder, name);
  const sqlite = existsSync(file) ? openSqlite(file) : undefined;
  const rows = (sql: string, ...values: (string | number)[]) =>
    sqlite ? (plainRows(sqlite.prepare(sql), values) as unknown as ObjectRow[]) : [];
  const one = (key: string) => rows("SELECT * FROM _mf_objects WHERE key = ?", key)[0];

  const bucket = {
    async head(key: string) {
      const row = one(key);
      return row ? objectOf(row) : null;
    },

    async get(key: string, { range }: { range?: { offset?: number; length?: number } } = {}) {
      const row = one(key);
      const path = join(folder, "r2", name, "blobs", row?.blob_id ?? "");
      // Whoever can write to the folder can remove the file as well.
      if (!row?.blob_id || !existsSync(path)) return null;
      const { offset = 0, length = row.size } = range ?? {};
      const bytes = Uint8Array.from(readFileSync(path)).slice(offset, offset + length);
      return { ...objectOf(row), body: new Blob([bytes]).stream(), arrayBuffer: async () => bytes.buffer };
    },

    async list({ prefix = "", startAfter = "" }: { prefix?: string; startAfter?: string } = {}) {
      const sql = `SELECT * FROM _mf_objects WHERE key > ? AND substr(key, 1, length(?)) = ? ORDER BY key LIMIT ${MAX_LISTED}`;
      const listed = rows(sql, startAfter, prefix, prefix);
      return { objects: listed.map(objectOf), truncated: listed.length === MAX_LISTED };
    },
  };
  return { bucket: bucket as unknown as R2Bucket, close: () => sqlite?.close() };
}

function objectOf({ key, size, checksums }: ObjectRow) {
  const { sha256 }: { sha256?: string } = JSON.parse(checksums);
  return { key, size, checksums: { sha256: sha256 && Uint8Array.from(Buffer.from(sha256, "hex")).buffer } };
}

/** A bucket has a folder of its name from its first object on. */
function onlyBucketIn(folder: string): string {
  const path = join(folder, "r2");
  const names = existsSync(path) ? readdirSync(path).filter((name) => existsSync(join(path, name, "blobs"))) : [];
  if (names.length > 1) throw new CommandError(`There are ${names.length} buckets in ${path}: name one in TRAIL.`);
  return names[0] ?? "";
}
