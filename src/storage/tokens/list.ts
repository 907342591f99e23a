// Lists tokens along the index that fits the filter best, so that a page reads no more of a million
// tokens than of a thousand. A filter without an index is applied to the tokens that are read for a
// page, and the search goes on at the cursor.

import type { Caller, Right } from "../../core/caller.ts";
import type { TokenFilter, TokenList, TokenPaging } from "../../core/ports/tokens/management.ts";
import type { Outcome } from "../../core/reasons.ts";
import { inRealms } from "../sql/administrators-guard.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { matches, patternParameter } from "../sql/like.ts";
import { misfitOf, pageOf, type Scan, scanStatement } from "../sql/scan/scan.ts";
import { isSearched } from "../sql/scan/searched.ts";
import { type Parameters, part } from "../sql/sql.ts";
import {
  failuresOf,
  type SubjectRow,
  type TokenRow,
  tokenRecordOf,
  type UserSettings,
  WHO,
  whoParameters,
} from "../sql/subject-query.ts";
import { isLock, type LockRules } from "./conditions.ts";
import { OF_NAMED, SERIAL, type SortKey, tokenScanOf, USERNAME } from "./token-scan.ts";

const ORDERS: Readonly<Record<SortKey, string>> = {
  serial: SERIAL,
  username: USERNAME,
  realm: "token.realm",
  description: "token.description",
  active: "token.active",
  failcount: "(SELECT coalesce(max(lock.failcount), 0) FROM lock WHERE lock.token_id = token.id)",
  rollout_state: "token.rollout_state",
  id: "token.id",
};

/** What a filter and an order may ask for: migrations/0047_search_in_indexes.sql. */
const IN_INDEXES = ["id", "serial", "realm", "user", "description", "active", "revoked", "rollout_state"]
  .map((column) => `token.${column}`)
  .join(", ");

export async function readTokenList(
  db: D1Database,
  settings: UserSettings & LockRules,
  caller: Caller,
  right: Right,
  filter: TokenFilter,
  { sortBy, descending, ...paging }: TokenPaging,
  nowMs: number,
): Promise<Outcome<TokenList>> {
  const along = tokenScanOf(filter, sortBy, settings);
  const { wanted, parameters } = filterSql(filter, isLock(settings));
  const scan: Scan = {
    ...along,
    read: isSearched(along) && filter.proven === undefined ? IN_INDEXES : "token.*",
    within: [CALLER_MAY, ...along.within],
    as: "token",
    wanted: [...along.wanted, ...wanted, inRealms("token.realm")],
    from: "token",
    ref: "token.id",
    columns: "token.*",
    further: { failures: failuresOf("token") },
  };
  const backwards = descending ?? along.sorted === undefined;
  const isOwn = sortBy === undefined || sortBy === along.sorted;
  const order = isOwn ? undefined : `${ORDERS[sortBy]} ${backwards ? "DESC" : "ASC"}, token.id`;
  const scanPaging = { ...paging, descending: backwards, order };
  const misfit = misfitOf(scan, scanPaging);
  if (misfit) return misfit;
  const bound = {
    ...callerParameters(caller, right),
    ...whoParameters(filter.named, settings),
    ...parameters,
    ...along.parameters,
    now: nowMs,
  };
  const found = await batchForCaller(db, caller, right, {
    page: scanStatement<TokenRow & Pick<SubjectRow, "failures"> & { id: number }>(db, scan, scanPaging, bound),
    user: filter.named
      ? part<{ name: string; realm: string; known: number }>(
          `SELECT name, realm, EXISTS (SELECT 1 FROM user WHERE user.realm = who.realm AND user.name = who.name)
            AND ${inRealms("who.realm")} AS known
           FROM (${WHO}) AS who WHERE ${CALLER_MAY}`,
          bound,
        )
      : undefined,
  });
  if (!found.ok) return found;
  const page = pageOf(scan, scanPaging, found.page.rows);
  if (!page.ok) return page;
  const [who] = found.user?.rows ?? [];
  return {
    ...page,
    rows: page.rows.map((row) => tokenRecordOf(row, row.id)),
    user: who && { ...who, known: who.known === 1 },
  };
}

/** `isLocked` is a condition on a row of `lock` joined with its token. */
function filterSql(filter: TokenFilter, isLocked: string): { wanted: string[]; parameters: Parameters } {
  const wanted: string[] = [];
  const parameters: Record<string, string | number> = {};
  const like = (column: string, name: string, pattern: string | undefined) => {
    if (pattern === undefined) return;
    wanted.push(matches(column, name, pattern));
    parameters[name] = patternParameter(pattern);
  };
  const is = (condition: string, answer: boolean | undefined) => {
    if (answer !== undefined) wanted.push(answer ? condition : `NOT ${condition}`);
  };
  if (filter.named) wanted.push(OF_NAMED);
  like("token.serial", "serial", filter.serial);
  like("token.user", "username", filter.username);
  like("token.realm", "realm", filter.realm);
  like("token.description", "description", filter.description);
  like("token.rollout_state", "rollout_state", filter.rolloutState);
  is("(token.user IS NOT NULL)", filter.assigned);
  is("(token.proven_at_ms IS NOT NULL)", filter.proven);
  is("token.active", filter.active);
  is("token.revoked", filter.revoked);
  is(`EXISTS (SELECT 1 FROM lock WHERE lock.token_id = token.id AND ${isLocked})`, filter.outOfTries);
  return { wanted, parameters };
}
