// Whether a database has the schema that this version needs. A worker that was deployed before its
// migrations, or with an empty database, would refuse logins with 503.

import { type BatchPart, part } from "../sql/sql.ts";

/** The last file in migrations/. A test compares it. */
export const NEWEST_MIGRATION = "0063_scim.sql";

/** Gives a row if it was applied; wrangler and `npm run serve` keep the list. */
export const migratedStatement = (): BatchPart<{ name: string }> =>
  part("SELECT name FROM d1_migrations WHERE name = :name", { name: NEWEST_MIGRATION });

/** Whether a statement failed because the schema is too old for it. */
export const lacksSchema = (error: unknown): boolean =>
  error instanceof Error && /no such (table|column)|has no column named/.test(error.message);
