// Lists resources by a parsed filter, with their number. Each part of a filter has an index, but
// for `active`. The SQL of a filter follows from which attributes it has, so there are few texts.

import type { DirectoryPage } from "../../core/ports/people/directory.ts";
import type { Outcome } from "../../core/reasons.ts";
import { inRealms } from "../sql/administrators-guard.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { type DirectoryAt, SCIM_RIGHT } from "./at.ts";

interface Term {
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

interface Listed {
  readonly table: string;
  /** The condition that a row is there. */
  readonly there: string;
  readonly columns: string;
  readonly compared: Readonly<Record<string, AttributeSearch>>;
  /** What is read along with a page, by a query of its ids. */
  readonly along?: ((ids: string) => string) | undefined;
}

/** What of the directory a caller sees. Parameters: `callerParameters` and :realm. */
export const SEEN = `${CALLER_MAY} AND ${inRealms(":realm")}`;

export const seenParameters = ({ call, realm }: DirectoryAt): Parameters => ({
  ...callerParameters(call.caller, SCIM_RIGHT),
  realm,
});

/** In the order in which the resources were made. */
export async function listResources<Row, Along = never>(
  at: DirectoryAt,
  { table, there, columns, compared, along }: Listed,
  filter: readonly Term[],
  { startIndex, count }: DirectoryPage,
): Promise<Outcome<{ readonly total: number; readonly rows: readonly Row[]; readonly along: readonly Along[] }>> {
  const wanted = wantedOf(filter, compared);
  const from = `FROM ${table} WHERE ${[there, SEEN, ...wanted.conditions].join(" AND ")}`;
  const page = `${from} ORDER BY ${table}.id LIMIT :count OFFSET :skipped`;
  const parameters = { ...seenParameters(at), ...wanted.parameters, skipped: startIndex - 1, count };
  const isRead = count > 0;
  const done = await batchForCaller(at.db, at.call.caller, SCIM_RIGHT, {
    total: part<{ total: number }>(`SELECT count(*) AS total ${from}`, parameters),
    page: isRead ? part<Row>(`SELECT ${columns} ${page}`, parameters) : undefined,
    along: isRead && along ? part<Along>(along(`SELECT ${table}.id ${page}`), parameters) : undefined,
  });
  if (!done.ok) return done;
  const [total] = done.total.rows;
  return {
    ok: true,
    total: total?.total ?? 0,
    rows: (done.page?.rows ?? []) as readonly Row[],
    along: (done.along?.rows ?? []) as readonly Along[],
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
