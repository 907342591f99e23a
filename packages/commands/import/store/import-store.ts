// What `npm run import` writes into a database, and what it looks at before.
import type { Notes } from "../../../../src/storage/audit/store.ts";
import { linksOf } from "./links.ts";
import { tokensOf } from "./tokens.ts";
import { usersOf } from "./users.ts";

export const createImportStore = (db: D1Database, notes: Notes) => ({
  ...tokensOf(db, notes),
  ...usersOf(db, notes),
  ...linksOf(db, notes),
});

export type ImportStore = ReturnType<typeof createImportStore>;
