// The columns of the trail, once: the row in D1, its JSON, the stream, the CSV, the filter and the
// messages to endpoints are made of this list. Besides it each has number, time and MAC, in forms
// of its own. What the MAC covers follows in src/storage/audit/signature.ts.

import type { AuditEntry } from "./audit.ts";

/** The column of each field. A field that was forgotten here would not compile. */
const COLUMN_OF = {
  action: "action",
  success: "success",
  authentication: "authentication",
  serial: "serial",
  user: "user",
  realm: "realm",
  administrator: "administrator",
  client: "client",
  attemptId: "attempt_id",
  reason: "reason",
  event: "event",
  phone: "phone",
  proximity: "proximity",
  browser: "browser",
  detail: "detail",
  count: "count",
  tally: "tally",
} as const satisfies Readonly<Record<Exclude<keyof AuditEntry, "atMs" | "unknown">, string>>;

type Field = keyof typeof COLUMN_OF;
type ColumnsOfFields = typeof COLUMN_OF;
export type TrailColumn = ColumnsOfFields[Field];

/** An entry by its columns. */
export type EntryColumns = { readonly [Each in Field as ColumnsOfFields[Each]]: AuditEntry[Each] };

const FIELDS = Object.entries(COLUMN_OF) as readonly (readonly [Field, TrailColumn])[];

export const ENTRY_COLUMNS: readonly TrailColumn[] = FIELDS.map(([, column]) => column);

export const columnsOf = (entry: AuditEntry): EntryColumns =>
  Object.fromEntries(FIELDS.map(([field, column]) => [column, entry[field]])) as unknown as EntryColumns;

export const entryOfColumns = (atMs: number, columns: EntryColumns): AuditEntry => ({
  atMs,
  ...(Object.fromEntries(FIELDS.map(([field, column]) => [field, columns[column]])) as Pick<AuditEntry, Field>),
});
