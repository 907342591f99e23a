// GET /system/ tells of nearly full databases: as data for a program, in words for a person.

import type { DatabaseSize } from "../../core/ports/database-sizes.ts";
import type { Warning } from "../../core/warning.ts";
import type { Settings } from "../../settings.ts";
import type { SystemDetailJson } from "./shapes.ts";

type Told = Pick<SystemDetailJson, "full_databases"> & { readonly warnings?: readonly Warning[] };

const MB = 1_000_000;

/** Adds nothing if none is nearly full. */
export function fullDatabasesJson(
  full: readonly DatabaseSize[],
  { databaseMaxBytes }: Pick<Settings, "databaseMaxBytes">,
): Told {
  if (full.length === 0) return {};
  const told = full.map(({ database, bytes }) => ({
    database,
    mb: Math.round(bytes / MB),
    max_mb: Math.round(databaseMaxBytes / MB),
  }));
  const listed = told.map(({ database, mb, max_mb }) => `${database} (${mb} of ${max_mb} MB)`).join(", ");
  const message =
    `A database is nearly full: ${listed}. When it is, nobody can sign in. The audit trail takes the most: shorten ` +
    "AUDIT_RETENTION_DAYS, or see docs/scaling.md. If your plan allows more, set DATABASE_MAX_MB. See docs/operating.md.";
  return { warnings: [{ code: "full-databases", message }], full_databases: told };
}
