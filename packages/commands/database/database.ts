// Opens the service's D1 database, so that commands can use the project's own storage code
// (src/storage). Applies no migrations to a database that stands alone.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError, inProject } from "../../../scripts/lib/project.ts";
import { openLocalBucket } from "../../../scripts/state/local-bucket.ts";
import { type HeldHeads, headsIn, openLocalDatabase } from "../../../scripts/state/local-database.ts";
import { lockFolder } from "../../../scripts/state/lock.ts";
import { migrate } from "../../../scripts/state/migrate.ts";
import { databaseFile, objectFile } from "../../../scripts/state/object-files.ts";
import { openRemote } from "../../../scripts/state/remote-database.ts";
import { withoutStack } from "../../../scripts/state/sqlite.ts";
import {
  type Config,
  databaseIds,
  idsOfDev,
  readWranglerToml,
  trailBucketOf,
  withDatabases,
  withTrail,
} from "../../../scripts/state/worker-options.ts";
import { createTrailBucket, type TrailBucket } from "../../../src/storage/audit/archive/trail-bucket.ts";
import { lacksSchema } from "../../../src/storage/housekeeping/migrated.ts";
import type { NamedDatabase } from "../../../src/storage/shards/named-database.ts";

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
export function placeOf(values: { state?: string | undefined; remote?: boolean | undefined }): DatabasePlace {
  const { state, remote } = values;
  if (state !== undefined && remote)
    throw new Error("--state and --remote name different databases: give one of them.");
  if (state === "") throw new Error("--state must name a folder.");
  if (state !== undefined) return { kind: "state", folder: resolve(state) };
  return { kind: remote ? "remote" : "local" };
}

/** The place in a few words, such as `local`. */
export const placeName = (place: DatabasePlace): string => (place.kind === "state" ? place.folder : place.kind);

interface OpenDatabases {
  readonly all: readonly NamedDatabase[];
  /**
   * What the audit head of that name holds, or undefined for the deployed service, whose objects no
   * command can reach.
   */
  readonly headsOf: (name: string) => HeldHeads | undefined;
  /** The archive of a database's trail. Undefined if it was not asked for, or none is bound. */
  readonly bucketOf: (database: string) => TrailBucket | undefined;
  close(): Promise<void>;
}

/** `needsBucket`: the bucket of the trail, too, which few commands read. */
interface OpenOptions {
  readonly needsBucket?: boolean;
}

const binding = "DB";
const localFolder = inProject(".wrangler/state/v3");

const howToMigrate = (place: DatabasePlace): string =>
  ({
    state: "run `npm run serve` on it once",
    local: "run `npm run dev` once",
    remote: "run `npx wrangler d1 migrations apply DB --remote`",
  })[place.kind];

/** Opens the database for this work. */
export const onDatabase = <T>(
  place: DatabasePlace,
  work: (db: D1Database, opened: OpenDatabases) => Promise<T>,
  options?: OpenOptions,
): Promise<T> => onDatabases(place, [binding], (opened) => work((opened.all[0] as NamedDatabase).db, opened), options);

/**
 * Opens the databases of these bindings for this work: none of them, if only the bucket is needed.
 */
export async function onDatabases<T>(
  place: DatabasePlace,
  names: readonly string[],
  work: (opened: OpenDatabases) => Promise<T>,
  options?: OpenOptions,
): Promise<T> {
  const opened = await openDatabases(place, names, options);
  try {
    return await work(opened);
  } catch (error) {
    throw plainly(error, place);
  } finally {
    await opened.close();
  }
}

/**
 * Opens the databases of these bindings, in this order.
 * @throws CommandError when a server uses the state folder, when there is no database, or when it
 * has no tables.
 */
export async function openDatabases(
  place: DatabasePlace,
  names: readonly string[],
  { needsBucket = false }: OpenOptions = {},
): Promise<OpenDatabases> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const wrangler = readWranglerToml();
    const config = place.kind === "remote" ? wrangler : withDatabases(wrangler, names);
    const unknown = names.find((wanted) => !config.d1_databases.some((d1) => d1.binding === wanted));
    if (unknown) throw new CommandError(`wrangler.toml has no database ${unknown}.`);
    const { database: open, bucket } =
      place.kind === "remote"
        ? await openBound(config, needsBucket, closers)
        : openLocal(place, config, names, closers);
    const trail = needsBucket ? await bucket() : undefined;
    const all: NamedDatabase[] = [];
    for (const name of names) {
      const db = await open(name);
      await expectTables(db, name, place);
      all.push({ name, db });
    }
    return {
      all,
      headsOf: (name) => headsAt(place, config, name),
      bucketOf: (database) => trail && createTrailBucket(trail, database),
      close,
    };
  } catch (error) {
    await close();
    if (place.kind !== "remote") throw withoutStack(error, placeName(place));
    // The cause is wrangler, the network or Cloudflare's API, so a stack would explain nothing.
    throw error instanceof CommandError ? error : unusable(error);
  }
}

type LocalPlace = Exclude<DatabasePlace, { kind: "remote" }>;

const folderOf = (place: LocalPlace): string => (place.kind === "state" ? place.folder : localFolder);

/**
 * A bucket that is bound and not there would end the session, so it is left out unless it is
 * needed.
 */
async function openBound(config: Config, needsBucket: boolean, closers: (() => unknown)[]) {
  const bound = needsBucket ? trailBucketOf(withTrail(config, process.env.TRAIL)) : undefined;
  const { database, bucket } = await openRemote({ ...config, r2_buckets: bound ? [bound] : [] }, closers);
  return { database, bucket: async () => (bound ? bucket(bound.binding) : undefined) };
}

function openLocal(place: LocalPlace, config: Config, names: readonly string[], closers: (() => unknown)[]) {
  const folder = folderOf(place);
  // A mistyped folder is not made, so look for the database first.
  const what = names.length > 0 ? { name: "database", path: "d1" } : { name: "bucket", path: "r2" };
  if (!existsSync(join(folder, what.path)))
    throw new CommandError(`There is no ${what.name} in ${folder}: ${howToMigrate(place)}.`);
  if (place.kind === "state") closers.push(lockFolder(folder));
  // A database to which users are moved is new, and only here can it be made together with its
  // tables.
  if (place.kind === "state" && names.length > 1) migrate(folder, config);
  const ids = place.kind === "state" ? databaseIds(config) : idsOfDev(config);
  return {
    database: async (name: string): Promise<D1Database> => {
      const file = databaseFile(folder, ids[name] as string);
      if (!existsSync(file)) throw withoutTables(place, name);
      const { db, close } = openLocalDatabase(file);
      closers.push(close);
      return db;
    },
    bucket: async (): Promise<R2Bucket> => {
      const { bucket, close } = openLocalBucket(folder, process.env.TRAIL);
      closers.push(close);
      return bucket;
    },
  };
}

/** Only its own worker can call a deployed object. */
const headsAt = (place: DatabasePlace, config: Config, name: string): HeldHeads | undefined =>
  place.kind === "remote" ? undefined : headsIn(objectFile(folderOf(place), config.name as string, "AuditHead", name));

const unusable = (error: unknown): CommandError =>
  new CommandError(`The deployed database cannot be used: ${error instanceof Error ? error.message : error}`);

/**
 * A database that lacks the newest migrations has its tables, but not every column, and a deployed
 * one can fail at any query: the stack of either error would explain nothing.
 */
function plainly(error: unknown, place: DatabasePlace): unknown {
  if (!(error instanceof Error)) return error;
  if (lacksSchema(error))
    return new CommandError("The database lacks the newest migrations: apply them first (docs/deploy.md).");
  if (place.kind !== "remote") return withoutStack(error, placeName(place));
  return error.message.startsWith("D1_ERROR") ? unusable(error) : error;
}

/** Refuses a database without the tables that commands use. */
async function expectTables(db: D1Database, name: string, place: DatabasePlace): Promise<void> {
  const wanted = ["admin", "audit", "audit_checkpoint", "reseal", "ended_session"];
  const { results } = await db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN (${wanted.map(() => "?").join(", ")})`)
    .bind(...wanted)
    .all();
  if (results.length < wanted.length) throw withoutTables(place, name);
}

const withoutTables = (place: DatabasePlace, name: string): CommandError =>
  new CommandError(
    `The database (${placeName(place)}${name === binding ? "" : `, ${name}`}) lacks its tables: ${howToMigrate(place)}.`,
  );
