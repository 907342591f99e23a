// Finds the database of a request: by its user's slot, by the slot in a serial, or by asking all.
//
// During a move a user's rows can be in two databases. Then the map decides, so it is asked first.

import type { Note } from "../../core/audit/audit.ts";
import { databaseOfSlot, databaseOfUser, isMoving, type ShardMap, UserMoving } from "../../core/shards/shard-map.ts";
import type { DatabaseName } from "../../core/shards/slots.ts";
import { slotIn } from "../../core/token/serial.ts";
import type { Subject } from "../../core/token.ts";
import { type NamedUser, readingsOf, type UserReading } from "../../core/user.ts";
import type { Settings } from "../../settings.ts";
import type { Stores } from "../create-stores.ts";
import { statement } from "../sql/sql.ts";

export interface Shard {
  readonly name: DatabaseName;
  readonly db: D1Database;
  readonly stores: Stores;
}

/** `DB` first. */
export type Shards = readonly [Shard, ...Shard[]];

export type FindSettings = ShardMap & Pick<Settings, "adminRealm" | "defaultRealm" | "foldUserCase">;

export interface Finder {
  readonly all: Shards;
  readonly home: Shard;
  /** The database of a stored user. Throws UserMoving. */
  ofUser(owner: UserReading): Promise<Shard>;
  /** The same, for rows that may be written while the user is being moved. */
  ofMoving(owner: UserReading): Promise<Shard>;
  /** The database of a serial, DB if it is in none. Throws UserMoving while its user is moved. */
  ofSerial(serial: string): Promise<Shard>;
  /** The database that has a token of this serial now. Throws UserMoving while its user moves. */
  holding(serial: string): Promise<Shard | undefined>;
  /** The database of a request, with its user as that database can read it. */
  ofSubject(subject: Subject): Promise<{ readonly shard: Shard; readonly named: NamedUser | undefined }>;
  /** Which reading of a name is meant, by `UserReadings` of src/core/user.ts, in all databases. */
  resolve(named: NamedUser): Promise<UserReading>;
  named(name: DatabaseName): Shard;
}

export function createFinder(all: Shards, settings: FindSettings): Finder {
  const [home] = all;
  const named = (name: DatabaseName): Shard => all.find((shard) => shard.name === name) ?? home;

  const finder: Finder = {
    all,
    home,
    named,

    async ofUser(owner) {
      const { database, moving } = await databaseOfUser(owner, settings);
      if (moving) throw new UserMoving();
      return named(database);
    },

    ofMoving: async (owner) => named((await databaseOfUser(owner, settings)).database),

    async ofSerial(serial) {
      const slot = slotIn(serial);
      if (slot !== undefined) {
        if (isMoving(slot, settings)) throw new UserMoving();
        return named(databaseOfSlot(slot, settings));
      }
      return (await finder.holding(serial)) ?? home;
    },

    async holding(serial) {
      const found = await Promise.all(
        all.map(async (shard) => {
          const sql = "SELECT user, realm FROM token WHERE serial = :serial";
          const row = await statement<{ user: string | null; realm: string | null }>(shard.db, sql, { serial }).first();
          return row ? [{ shard, row }] : [];
        }),
      );
      const holders = found.flat();
      for (const { shard, row } of holders)
        if (row.user !== null && row.realm !== null)
          if ((await finder.ofUser({ user: row.user, realm: row.realm })) === shard) return shard;
      return holders[0]?.shard;
    },

    async ofSubject({ serial, named }) {
      const owner = named && (await finder.resolve(named));
      if (owner) return { shard: await finder.ofUser(owner), named: owner };
      return { shard: serial === undefined ? home : await finder.ofSerial(serial), named: undefined };
    },

    async resolve(named) {
      const { whole, split } = readingsOf(named, settings);
      if (!split) return whole;
      const known = await Promise.all(
        all.map(({ db }) =>
          statement<{ whole: number; split: number }>(
            db,
            `SELECT EXISTS (SELECT 1 FROM user WHERE realm = :whole_realm AND name = :whole_user) AS whole,
                    EXISTS (SELECT 1 FROM user WHERE realm = :split_realm) AS split`,
            { whole_realm: whole.realm, whole_user: whole.user, split_realm: split.realm },
          ).first(),
        ),
      );
      if (known.some((row) => row?.whole === 1)) return whole;
      return known.some((row) => row?.split === 1) ? split : whole;
    },
  };
  return finder;
}

/** The note of a request whose user is resolved, which no single database could do. */
export const noteOf = (note: Note, named: NamedUser | undefined): Note => (note.named ? { ...note, named } : note);
