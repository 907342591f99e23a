// Each database knows the realms whose users are in others, because a user's name in applications
// depends on them (src/core/oidc/username.ts), and a sign-in asks one database. The others hear of
// a realm when it gets a user, before the reply: until then nobody has the user's QR code. Cron
// tells what was missed, and forgets realms without users, except those noted lately: a new user
// may have come after cron has read the realms.

import { batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";
import type { Finder, Shard } from "./find.ts";
import type { Databases } from "./named-database.ts";

/** Far longer than a cron. */
const NOTED_LATELY_MS = 3600 * 1000;

/** A realm that was noted lately is not written again. */
const NOTE = `INSERT INTO realm_elsewhere (name, noted_at_ms) SELECT value, :now FROM json_each(:realms) WHERE true
  ON CONFLICT (name) DO UPDATE SET noted_at_ms = :now WHERE noted_at_ms < :now - ${NOTED_LATELY_MS / 2}`;

export async function tellOthers({ all }: Finder, realm: string, own: Shard, nowMs: number): Promise<void> {
  const others = all.filter((shard) => shard !== own);
  const parameters = { realms: JSON.stringify([realm]), now: nowMs };
  await Promise.all(others.map(({ db }) => statement(db, NOTE, parameters).run()));
}

/** Jumps along the index from each realm to the next; the first row comes before them all. */
const REALMS = `WITH RECURSIVE known (realm) AS (
    SELECT ''
    UNION ALL
    SELECT (SELECT realm FROM user WHERE user.realm > known.realm ORDER BY realm LIMIT 1)
    FROM known WHERE known.realm IS NOT NULL)
  SELECT realm FROM known WHERE realm <> ''`;

/** Without an answer from every database, nothing is known to be gone. */
export async function shareRealms(databases: Databases, nowMs: number): Promise<void> {
  if (databases.length < 2) return;
  const realms = await Promise.all(
    databases.map(async ({ db }) => (await statement<{ realm: string }>(db, REALMS).all()).results),
  );
  await Promise.all(
    databases.map(({ db }, own) => {
      const others = realms.filter((_, other) => other !== own).flat();
      const parameters = { realms: JSON.stringify([...new Set(others.map(({ realm }) => realm))]), now: nowMs };
      return batch(db, {
        missed: part(
          `INSERT OR IGNORE INTO realm_elsewhere (name, noted_at_ms) SELECT value, :now FROM json_each(:realms)`,
          parameters,
        ),
        gone: part(
          `DELETE FROM realm_elsewhere WHERE noted_at_ms < :now - ${NOTED_LATELY_MS}
             AND name NOT IN (SELECT value FROM json_each(:realms))`,
          parameters,
        ),
      });
    }),
  );
}
