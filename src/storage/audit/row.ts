// One row of the audit trail: the columns of its entry, a random id, and a MAC (./signature.ts).

import type { AuditEntry } from "../../core/audit/audit.ts";
import { ENTRY_COLUMNS, type EntryColumns, entryOfColumns } from "../../core/audit/columns.ts";

/** The columns of the table audit, without the number. */
export interface AuditRow extends Omit<EntryColumns, "success"> {
  readonly id: string;
  readonly at_ms: number;
  readonly success: number;
  readonly pseudonym: string;
  readonly mac: string;
}

export type NumberedRow = AuditRow & { readonly number: number };

const COLUMNS = ["id", "at_ms", ...ENTRY_COLUMNS, "pseudonym", "mac"];

const INSERT = `INSERT INTO audit (${COLUMNS.join(", ")})
  SELECT ${COLUMNS.map((column) => `value ->> '${column}'`).join(", ")} FROM`;

/** Writes the rows of the JSON text :rows. A condition on each row may follow. */
export const INSERT_ROWS = `${INSERT} json_each(:rows)`;

/**
 * Writes the row of a JSON text, or none for null. A further condition may follow. json_each would
 * count as one more row read. Without the limit SQLite would compute the text for each column.
 */
export const insertRow = (json: string): string =>
  `${INSERT} (SELECT ${json} AS value LIMIT 1) WHERE value IS NOT NULL`;

/** Holds for the row that opened a login, as in the partial index audit_by_attempt. */
export const opensAttempt = (row: string): string => `${row}.authentication = 'CHALLENGE'`;
export const opensLogin = ({ authentication }: Pick<AuditRow, "authentication">): boolean =>
  authentication === "CHALLENGE";

export const entryOfRow = (row: AuditRow): AuditEntry =>
  entryOfColumns(row.at_ms, { ...row, success: row.success === 1 });
