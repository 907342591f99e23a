// Databases behind the wire by which Miniflare reaches deployed ones: D1's queries over HTTP, with
// the limits of D1; and the bucket of the trail. They are those of a state folder, so the tests can
// look into them, and the real server can run on them afterwards.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { V4MiniflareOptions } from "miniflare";
import { inProject } from "../../../../../scripts/lib/project.ts";
import { openLocalBucket } from "../../../../../scripts/state/local-bucket.ts";
import { migrate } from "../../../../../scripts/state/migrate.ts";
import { loadMiniflare } from "../../../../../scripts/state/miniflare.ts";
import { databaseIds, readWranglerToml, withDatabases } from "../../../../../scripts/state/worker-options.ts";
import { type CommandResult, run } from "../../../../../test/serve/support/state.ts";
import { answerR2 } from "./remote-bucket.ts";

/** developers.cloudflare.com/d1/platform/limits */
export const LIMITS = { statementBytes: 100_000, parameters: 100, valueBytes: 2_000_000 };

interface Query {
  readonly sql: string;
  readonly params?: readonly unknown[];
}

export interface RemoteRequest {
  readonly database: string;
  readonly queries: readonly Query[];
}

/** What D1 would say of a query that it does not take. */
function faultOf({ sql, params = [] }: Query): string | undefined {
  const isLong = (value: unknown) => typeof value === "string" && Buffer.byteLength(value) > LIMITS.valueBytes;
  if (Buffer.byteLength(sql) > LIMITS.statementBytes) return "statement too long";
  if (params.length > LIMITS.parameters) return "too many SQL variables";
  return params.some(isLong) ? "string or blob too big" : undefined;
}

export class RemoteDatabases {
  /** All that was asked, in order. */
  readonly asked: RemoteRequest[] = [];
  /** Says whether this request fails, as in an outage. */
  fails: (asked: RemoteRequest) => boolean = () => false;
  readonly #server = createServer();
  #close: () => unknown = () => {};

  async open(folder: string, names: readonly string[] = ["DB"]): Promise<void> {
    const config = withDatabases(readWranglerToml(), names);
    migrate(folder, config);
    const { Miniflare, convertV4MiniflareOptions } = loadMiniflare();
    const workers = [{ name: "databases", modules: true, script: "", d1Databases: databaseIds(config) }];
    const options = { resourcePersistencePath: folder, cf: false, workers } as V4MiniflareOptions;
    const mf = new Miniflare(convertV4MiniflareOptions(options));
    const databases = new Map<string, D1Database>();
    for (const name of names) databases.set(name, await mf.getD1Database(name));
    const { bucket, close } = openLocalBucket(folder, undefined);
    this.#close = async () => {
      close();
      await mf.dispose();
    };
    this.#server.on("request", async (request, response) => {
      const question = request.headers["mf-header-cf-r2-request"];
      if (question) return answerR2(bucket, question, response);
      const database = String(request.headers["mf-binding"]);
      const given: Query | readonly Query[] = JSON.parse(await text(request));
      const asked = { database, queries: [given].flat() };
      this.asked.push(asked);
      const fault = this.fails(asked) ? "internal error" : asked.queries.map(faultOf).find(Boolean);
      const answer = fault
        ? { success: false, error: fault }
        : await answerOf(databases.get(database) as D1Database, asked.queries).catch((error: Error) => ({
            success: false,
            error: error.message,
          }));
      response.setHeader("Content-Type", "application/json").end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  /** Runs a command with `--remote`. */
  run(script: string, args: readonly string[], env: Record<string, string> = {}): Promise<CommandResult> {
    const { port } = this.#server.address() as AddressInfo;
    const more = {
      REMOTE_DATABASES: `http://127.0.0.1:${port}`,
      NODE_OPTIONS: `--import=${inProject("packages/commands/test/serve/remote/preload.mjs")}`,
    };
    return run(script, [...args, "--remote"], { env: { ...more, ...env } });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#close();
  }
}

/** In the form in which D1 answers, rows as lists. */
async function answerOf(db: D1Database, queries: readonly Query[]) {
  const done = await db.batch<Record<string, unknown>>(
    queries.map(({ sql, params = [] }) => db.prepare(sql).bind(...params)),
  );
  return done.map(({ results, meta }) => ({
    success: true,
    meta,
    results: { columns: Object.keys(results[0] ?? {}), rows: results.map((row) => Object.values(row)) },
  }));
}
