// Lists resources by a parsed filter, with their number. Each part of a filter has an index, but
// for `active`. The SQL of a filter follows from which attributes it has, so there are few texts.

import type { DirectoryList, DirectoryPage } from "../../core/ports/people/directory.ts";
import { inRealms } from "../sql/administrators-guard.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { type DirectoryAt, SCIM_RIGHT } from "./at.ts";

export interface Term {
  readonly attribute: string;
  readonly value: string | boolean;
}

/** How an attribute is compared with its parameter, which has the attribute's name. */
export interface AttributeSearch {
  readonly sql: string;
  /** The parameters; by default the value is the one. */
  readonly parametersOf?: (value: string) => Parameters;
  readonly ignoresCase?: boolean;
}

interface Listed<Row, Resource> {
  /** `FROM` with the condition that a row is there. */
  readonly from: string;
  readonly columns: string;
  readonly order: string;
  readonly compared: Readonly<Record<string, AttributeSearch>>;
  readonly resourceIn: (row: Row) => Resource;
}

/** What of the directory a caller sees. Parameters: `callerParameters` and :realm. */
export const SEEN = `${CALLER_MAY} AND ${inRealms(":realm")}`;

export const seenParameters = ({ call, realm }: DirectoryAt): Parameters => ({
  ...callerParameters(call.caller, SCIM_RIGHT),
  realm,
});

export async function listResources<Row, Resource>(
  at: DirectoryAt,
  { from, columns, order, compared, resourceIn }: Listed<Row, Resource>,
  filter: readonly Term[],
  { startIndex, count }: DirectoryPage,
): Promise<DirectoryList<Resource>> {
  const wanted = wantedOf(filter, compared);
  const where = ["", SEEN, ...wanted.conditions].join(" AND ");
  const parameters = { ...seenParameters(at), ...wanted.parameters, skipped: startIndex - 1, count };
  const done = await batchForCaller(at.db, at.call.caller, SCIM_RIGHT, {
    total: part<{ total: number }>(`SELECT count(*) AS total ${from}${where}`, parameters),
    page:
      count === 0
        ? undefined
        : part<Row>(`SELECT ${columns} ${from}${where} ORDER BY ${order} LIMIT :count OFFSET :skipped`, parameters),
  });
  if (!done.ok) return done;
  return {
    ok: true,
    total: done.total.rows[0]?.total ?? 0,
    resources: (done.page?.rows ?? []).map((row) => resourceIn(row as Row)),
  };
}

/** Two values of one attribute select nothing, unless they are the same. */
function wantedOf(filter: readonly Term[], compared: Readonly<Record<string, AttributeSearch>>) {
  const conditions: string[] = [];
  let parameters: Parameters = {};
  for (const [attribute, { sql, parametersOf, ignoresCase }] of Object.entries(compared)) {
    const values = filter.filter((term) => term.attribute === attribute).map(({ value }) => String(value));
    const [first] = values;
    if (first === undefined) continue;
    const same = (one: string) => (ignoresCase ? one.toLowerCase() === first.toLowerCase() : one === first);
    conditions.push(values.every(same) ? sql : "false");
    parameters = { ...parameters, ...(parametersOf?.(first) ?? { [attribute.toLowerCase()]: first }) };
  }
  return { conditions, parameters };
}
