// Reads what a stopped server has left of its transactions on disk, without the service: one SQLite
// file for each object.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { deserialize } from "node:v8";

interface StoredLogin {
  readonly sessionKey: string;
  readonly state: string;
  /** Whether the row still holds the question or a sealed secret. */
  readonly hasSecrets: boolean;
  /** Each question or sealed secret in the bytes of the file, used or not, and where it is. */
  readonly traces: readonly string[];
}

interface Challenge {
  readonly sessionKey: string;
  readonly state: string;
  readonly question: string;
  readonly candidates: readonly { readonly sealedSecret: string }[];
}

/** Leaves out objects that have emptied themselves (deleteAll), which hold no table. */
export function storedLogins(folder: string): StoredLogin[] {
  const files = globSync(join(folder, "do/*/*.sqlite")).filter((file) => /[0-9a-f]{64}\.sqlite$/.test(file));
  return files.flatMap((file) => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const table = database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_cf_KV'").get();
      const row = table && database.prepare("SELECT value FROM _cf_KV WHERE key = 'challenge'").get();
      if (!row) return [];
      const { sessionKey, state, question, candidates } = JSON.parse(deserialize(row.value as Uint8Array)) as Challenge;
      const hasSecrets = question !== "" || candidates.some(({ sealedSecret }) => sealedSecret !== "");
      return [{ sessionKey, state, hasSecrets, traces: tracesIn(readFileSync(file)) }];
    } finally {
      database.close();
    }
  });
}

const PAGE_BYTES = 4096;
const PAGE_KINDS = new Map([2, 5, 10, 13].map((type) => [type, "b-tree"]));

/** A page of a b-tree begins with its type. Others are overflow, or free. */
function tracesIn(file: Buffer): string[] {
  return [...file.toString("latin1").matchAll(/"(question|sealedSecret)":"[^"]/g)].map(({ 1: what, index }) => {
    const page = Math.floor(index / PAGE_BYTES);
    const kind = PAGE_KINDS.get(file[page * PAGE_BYTES] ?? 0) ?? "overflow or free";
    return `${what} at ${index % PAGE_BYTES} of page ${page + 1} (${kind})`;
  });
}

/**
 * Counts the refusals of each reason: those with a row, those that cron has made a row of together,
 * and those it has yet to.
 */
export function countedRefusals(folder: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const sql = `SELECT reason, sum(count) AS count FROM (
      SELECT reason, count FROM audit UNION ALL SELECT reason, count - noted FROM refusal_count WHERE reason <> '*'
    ) GROUP BY reason`;
  for (const { reason, count } of fromEachDatabase(folder, sql).flat())
    counts.set(String(reason), (counts.get(String(reason)) ?? 0) + Number(count));
  return counts;
}

/** How many parts of the trail each database has put into R2. */
export const madeParts = (folder: string): number[] =>
  fromEachDatabase(folder, "SELECT count(*) AS parts FROM audit_part").map(([row]) => Number(row?.parts));

/** The rows of a query in each database of D1. */
function fromEachDatabase(folder: string, sql: string) {
  const files = globSync(join(folder, "d1/*/*.sqlite")).filter((path) => /[0-9a-f]{64}\.sqlite$/.test(path));
  return files.map((file) => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  });
}
