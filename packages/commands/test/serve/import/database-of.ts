import { onFile } from "../../../../../test/serve/support/state.ts";

/** The rows of a query on the database of a state folder, beside whatever runs on it. */
export const databaseOf = (state: string, sql: string): Record<string, unknown>[] =>
  onFile(state, (sqlite) =>
    sqlite
      .prepare(sql)
      .all()
      .map((row) => ({ ...row })),
  );
