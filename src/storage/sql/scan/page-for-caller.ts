// A page of a list for an account that may see it: the right is checked in the same batch.

import type { Caller, NeededRight } from "../../../core/caller.ts";
import type { ListPage } from "../../../core/ports/paging.ts";
import type { Outcome } from "../../../core/reasons.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../caller-guard.ts";
import type { Parameters } from "../sql.ts";
import { misfitOf, pageOf, type Scan, type ScanPaging, scanStatement } from "./scan.ts";

/** `scan`: all of it but the right. */
export async function pageForCaller<Row>(
  db: D1Database,
  caller: Caller,
  right: NeededRight,
  scan: Scan,
  paging: ScanPaging,
  parameters: Parameters,
): Promise<Outcome<ListPage<Row>>> {
  const misfit = misfitOf(scan, paging);
  if (misfit) return misfit;
  const guarded = { ...scan, within: [CALLER_MAY, ...scan.within] };
  const found = await batchForCaller(db, caller, right, {
    page: scanStatement<Row>(db, guarded, paging, { ...callerParameters(caller, right), ...parameters }),
  });
  return found.ok ? pageOf(scan, paging, found.page.rows) : found;
}
