// The vectors of test/vectors/import.json, which other tools have made:
// test/vectors/make-import-vectors.py.
import { readFileSync } from "node:fs";
import type { Foreign, ForeignRecord, ForeignToken } from "../../../../import/record.ts";
import type { Tables } from "../../../../import/tables.ts";

export const vectors = JSON.parse(
  readFileSync(new URL("../../../../../../test/vectors/import.json", import.meta.url), "utf8"),
);

export const bytes = (text: string): Uint8Array => Buffer.from(text, "utf8");
export const all = ({ records }: Foreign): ForeignRecord[] => [...records];

/** The tokens by serial or identity, and for each other record why it gives no token. */
export function outcomes(foreign: Foreign): (ForeignToken | string)[] {
  return all(foreign).map((record) => (record.ok ? record.token : `${record.where}: ${record.why}`));
}

export const tablesOf = (tables: Readonly<Record<string, readonly Record<string, unknown>[]>>): Tables => ({
  has: (table) => Object.hasOwn(tables, table),
  rows: (table) => tables[table] ?? [],
  count: (table) => tables[table]?.length,
});
