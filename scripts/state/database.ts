// Opens the service's D1 database, so that commands can use the project's own storage code
// (src/storage). Applies no migrations to a database that stands alone.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { V4MiniflareOptions } from "miniflare";
import type { HeadKeeper } from "../../src/storage/audit/checkpoints/head.ts";
import type { NamedDatabase } from "../../src/storage/shards/named-database.ts";
import { CommandError, inProject, wranglerEnvironment } from "../lib/project.ts";
import { guardWorkerd } from "./guard.ts";
import { headWorker, keeperIn } from "./head.ts";
import { lockFolder } from "./lock.ts";
import { migrate } from "./migrate.ts";
import { migrator } from "./migrator.ts";
import { loadMiniflare } from "./miniflare.ts";
import { type Config, databaseIds, readWranglerToml, withDatabases } from "./worker-options.ts";
import { loadWrangler } from "./wrangler.ts";

/**
 * The database of `npm run serve` with this state folder, of `npm run dev`, or of the deployed
 * service.
 */
export type DatabasePlace =
  | { readonly kind: "state"; readonly folder: string }
  | { readonly kind: "local" }
  | { readonly kind: "remote" };

/** The options that name a place, for parseArgs of node:util. */
export const placeOptions = { state: { type: "string" }, remote: { type: "boolean" } } as const;

/** Throws an Error on options that contradict each other. */
export function placeOf({
  state,
  remote,
}: {
  state?: string | undefined;
  remote?: boolean | undefined;
}): DatabasePlace {
  if (state !== undefined && remote)
    throw new Error("--state and --remote name different databases: give one of them.");
  if (state === "") throw new Error("--state must name a folder.");
  if (state !== undefined) return { kind: "state", folder: resolve(state) };
  return { kind: remote ? "remote" : "local" };
}

/** The place in a few words, such as `local`. */
export const placeName = (place: DatabasePlace): string => (place.kind === "state" ? place.folder : place.kind);

export interface Database {
  readonly db: D1Database;
  /**
   * Returns the audit head of that name, or undefined for the deployed service, whose objects no
   * command can reach.
   */
  readonly keeperOf: (name: string) => Promise<HeadKeeper | undefined>;
  close(): Promise<void>;
}

/** Miniflare's options for a database. */
type Source = Pick<V4MiniflareOptions, "resourcePersistencePath"> & { d1Databases: unknown };

const binding = "DB";
const localFolder = inProject(".wrangler/state/v3");

const howToMigrate = (place: DatabasePlace): string =>
  ({
    state: "run `npm run serve` on it once",
    local: "run `npm run dev` once",
    remote: "run `npx wrangler d1 migrations apply DB --remote`",
  })[place.kind];

/**
 * @throws Refusal when a server uses the state folder, when there is no database, or when it has no
 * tables.
 */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  const { all, ...opened } = await openDatabases(place, [binding]);
  return { ...opened, db: (all[0] as NamedDatabase).db };
}

/** Opens the database for this work. */
export async function onDatabase<T>(place: DatabasePlace, work: (db: D1Database) => Promise<T>): Promise<T> {
  const { db, close } = await openDatabase(place);
  try {
    return await work(db);
  } catch (error) {
    throw plainly(error, place);
  } finally {
    await close();
  }
}

/** Opens the databases of these bindings, in this order. */
export async function openDatabases(
  place: DatabasePlace,
  names: readonly string[],
): Promise<Omit<Database, "db"> & { readonly all: readonly NamedDatabase[] }> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const wrangler = readWranglerToml();
    const config = place.kind === "remote" ? wrangler : withDatabases(wrangler, names);
    const unknown = names.find((wanted) => !config.d1_databases.some((d1) => d1.binding === wanted));
    if (unknown) throw new CommandError(`wrangler.toml has no database ${unknown}.`);
    const { resourcePersistencePath, d1Databases } = await sourceOf(place, config, closers);
    const [name, compatibilityDate] = [config.name as string, config.compatibility_date];
    // A database to which users are moved is new, and only here can it be made together with its
    // tables.
    const makesDatabases = place.kind === "state" && names.length > 1;
    const { Miniflare, convertV4MiniflareOptions } = await loadMiniflare();
    const mf = new Miniflare(
      convertV4MiniflareOptions({
        resourcePersistencePath,
        cf: false,
        handleStructuredLogs: ({ message }) => console.error(message),
        workers: [
          { name, modules: true, ...(await headWorker()), compatibilityDate, d1Databases },
          ...(makesDatabases ? [migrator(databaseIds(config), compatibilityDate as string)] : []),
        ],
      } as V4MiniflareOptions),
    );
    closers.push(() => mf.dispose());
    if (makesDatabases) await migrate(mf, config);
    const all: NamedDatabase[] = [];
    for (const wanted of names) {
      const db = await mf.getD1Database(wanted, name);
      await expectTables(db, wanted, place);
      all.push({ name: wanted, db });
    }
    // Only its own worker can call a deployed object.
    const keeperOf = async (head: string) => (place.kind === "remote" ? undefined : keeperIn(mf, name, head));
    return { all, keeperOf, close };
  } catch (error) {
    await close();
    // The cause is wrangler, the network or Cloudflare's API, so a stack would explain nothing.
    if (place.kind === "remote" && !(error instanceof CommandError)) throw unusable(error);
    throw error;
  }
}

async function sourceOf(place: DatabasePlace, config: Config, closers: (() => unknown)[]): Promise<Source> {
  if (place.kind === "remote") return remoteSource(config, closers);
  const folder = place.kind === "state" ? place.folder : localFolder;
  // Miniflare would create a mistyped folder, so look for the database first.
  if (!existsSync(join(folder, "d1")))
    throw new CommandError(`There is no database in ${folder}: ${howToMigrate(place)}.`);
  if (place.kind === "local") {
    // Wrangler would report on each call where it found secrets, which are not used here.
    process.env.WRANGLER_LOG ??= "warn";
    // The database has the name that `wrangler dev` gives it. That may be running: SQLite locks
    // keep the two apart.
    const { d1Databases } = loadWrangler().unstable_getMiniflareWorkerOptions(config).workerOptions;
    return { resourcePersistencePath: folder, d1Databases };
  }
  closers.push(lockFolder(folder), guardWorkerd(folder));
  return { resourcePersistencePath: folder, d1Databases: databaseIds(config) };
}

/**
 * Reaches the database as `wrangler dev` does with `remote = true`: wrangler puts a worker on
 * Cloudflare for this session.
 */
async function remoteSource(config: Config, closers: (() => unknown)[]): Promise<Source> {
  Object.assign(process.env, wranglerEnvironment);
  const {
    maybeStartOrUpdateRemoteProxySession,
    unstable_convertConfigBindingsToStartWorkerBindings: startWorkerBindings,
    unstable_getMiniflareWorkerOptions,
  } = await import("wrangler");
  // Wrangler would prefer a preview database to the deployed one, so leave its id out.
  const d1_databases = config.d1_databases.map(({ preview_database_id: _, ...d1 }) => ({ ...d1, remote: true }));
  const started = await maybeStartOrUpdateRemoteProxySession({
    name: config.name as string,
    bindings: startWorkerBindings({ d1_databases }) ?? {},
    account_id: config.account_id,
  });
  const session = started?.session;
  if (!session) throw new Error("wrangler started no session for it");
  closers.push(() => session.dispose());
  const { workerOptions } = unstable_getMiniflareWorkerOptions({ ...config, d1_databases }, undefined, {
    remoteProxyConnectionString: session.remoteProxyConnectionString,
  });
  return { d1Databases: workerOptions.d1Databases };
}

const unusable = (error: unknown): CommandError =>
  new CommandError(`The deployed database cannot be used: ${error instanceof Error ? error.message : error}`);

/**
 * A database that lacks the newest migrations has its tables, but not every column, and a deployed
 * one can fail at any query: the stack of either error would explain nothing.
 */
export function plainly(error: unknown, place: DatabasePlace): unknown {
  if (!(error instanceof Error)) return error;
  if (/no such (column|table)/.test(error.message))
    return new CommandError("The database lacks the newest migrations: apply them first (docs/deploy.md).");
  return place.kind === "remote" && error.message.startsWith("D1_ERROR") ? unusable(error) : error;
}

/** Refuses a database without the tables that commands use. */
async function expectTables(db: D1Database, name: string, place: DatabasePlace): Promise<void> {
  const wanted = ["admin", "audit", "audit_checkpoint", "reseal", "ended_session"];
  const { results } = await db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN (${wanted.map(() => "?").join(", ")})`)
    .bind(...wanted)
    .all();
  if (results.length < wanted.length)
    throw new CommandError(
      `The database (${placeName(place)}${name === binding ? "" : `, ${name}`}) lacks its tables: ${howToMigrate(place)}.`,
    );
}
