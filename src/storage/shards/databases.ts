// The databases that the settings name, from the bindings of a Worker. By default that is DB alone.

import { ConfigError } from "../../config/read-config.ts";
import { databasesIn, type ShardMap } from "../../core/shards/shard-map.ts";
import { type DatabaseName, HOME } from "../../core/shards/slots.ts";
import type { Databases } from "./named-database.ts";

/** Throws ConfigError when a database has no binding: its users would look unknown. */
export function databasesOf(env: Pick<Env, "DB">, map: ShardMap): Databases {
  const [, ...others] = databasesIn(map);
  return [{ name: HOME, db: env.DB }, ...others.map((name) => ({ name, db: bound(env, name) }))];
}

/** The database that a login was opened in. */
export const databaseNamed = (env: Pick<Env, "DB">, name: DatabaseName = HOME): D1Database =>
  name === HOME ? env.DB : bound(env, name);

function bound(env: object, name: DatabaseName): D1Database {
  const db = (env as Readonly<Record<string, unknown>>)[name];
  if (typeof db !== "object" || db === null)
    throw new ConfigError(`SHARD_SLOTS or SHARD_REALMS names ${name}, which is no database of this worker`);
  return db as D1Database;
}

/** Each database has a chain of checkpoints, and each chain an object of its own. */
export const headNameOf = (auditHeadName: string, name: DatabaseName): string =>
  name === HOME ? auditHeadName : `${auditHeadName}.${name}`;
