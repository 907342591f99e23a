// Reading the parts of the audit trail that are in the archive.

import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { PartFile, PartsPage } from "../ports/trail-archive.ts";
import { noteRead, refuseRead } from "../reads.ts";
import { invalidParameter, type Outcome } from "../reasons.ts";

export const listParts = (
  ports: Ports,
  database: string | undefined,
  after: number,
  call: AdminCall,
): Promise<Outcome<{ readonly page: PartsPage; readonly database: string }>> =>
  readIn(ports, database, call, (name) => ports.archive.list(call.caller, name, after));

export const openPart = (
  ports: Ports,
  database: string | undefined,
  first: number,
  call: AdminCall,
): Promise<Outcome<{ readonly file: PartFile; readonly database: string }>> =>
  readIn(ports, database, call, (name) => ports.archive.open(call.caller, name, first));

async function readIn<T>(
  ports: Ports,
  named: string | undefined,
  call: AdminCall,
  reading: (database: string) => Promise<Outcome<T>>,
): Promise<Outcome<T & { readonly database: string }>> {
  const { databases } = ports.archive;
  const database = named ?? databases[0] ?? "";
  if (!databases.includes(database)) return invalidParameter("database", `expected ${databases.join(" or ")}`);
  const read = await reading(database);
  if (!read.ok) return refuseRead(ports, read.reason, call);
  noteRead(ports, "TRAIL_READ", call);
  return { ...read, database };
}
