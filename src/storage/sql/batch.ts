// Runs several named statements in one round trip and one transaction, with results by name. By
// position, a statement that is moved would silently change what another one's result decides.
//
//   const done = await batch(db, {
//     lock: part("UPDATE …", …),
//     note: after("lock", await notes.of(note)),   runs right after `lock`, wherever it is written
//     index: part("DELETE …", …),
//   });
//   done.lock.changes

import { waiting } from "../../request-record.ts";
import { type BatchPart, type FollowUp, isBatchPart, prepareStatement, type Statement, writes } from "./sql.ts";

/** The result of one statement. */
export interface StatementResult<Row> {
  readonly rows: readonly Row[];
  /** Includes rows of other tables that were deleted along with them; `RETURNING` does not. */
  readonly changes: number;
}

/** A statement that reports on another one of its batch. */
export interface After<Name extends string> {
  readonly after: Name;
  readonly followUp: FollowUp;
}

export const after = <Name extends string>(name: Name, followUp: FollowUp): After<Name> => ({ after: name, followUp });

/** Statements by name, in order, without the undefined. `after` must name one of the others. */
export type Parts<Batch> = {
  readonly [Name in keyof Batch]: BatchPart | Statement | After<Exclude<keyof Batch, Name> & string> | undefined;
};

/** The same parts by longer names, where a batch has two of a kind. */
export const prefixed = <Prefix extends string, Named extends object>(prefix: Prefix, parts: Named) =>
  Object.fromEntries(Object.entries(parts).map(([name, one]) => [`${prefix} ${name}`, one])) as {
    readonly [Name in keyof Named & string as `${Prefix} ${Name}`]: Named[Name];
  };

export type Results<Batch> = { readonly [Name in keyof Batch]: ResultOf<Batch[Name]> };

type ResultOf<One> = One extends undefined
  ? undefined
  : One extends BatchPart<infer Row> | Statement<infer Row>
    ? StatementResult<Row>
    : StatementResult<never>;

const SIZES = new WeakMap<object, number>();

/** How large a database was at this isolate's last batch: D1 tells it with every result. */
export const databaseSize = (db: object): number | undefined => SIZES.get(db);

/** Throws, and sends nothing, when the batch would not do what it says, which is a bug. */
export async function batch<Batch extends Parts<Batch>>(
  db: Pick<D1Database, "batch" | "prepare">,
  parts: Batch,
): Promise<Results<Batch>> {
  const ordered = inOrder(db, parts as Readonly<Record<string, AnyPart>>);
  const results = await waiting("d1", () => db.batch(ordered.map(([, prepared]) => prepared)));
  const size = results.at(-1)?.meta.size_after;
  if (size !== undefined) SIZES.set(db, size);
  const byName = ordered.map(([name], index): [string, unknown] => {
    const { results: rows, meta } = results[index] as D1Result;
    return [name, { rows, changes: meta.changes }];
  });
  return Object.fromEntries(byName) as Results<Batch>;
}

type AnyPart = BatchPart | Statement | After<string> | undefined;

type Prepared = readonly [name: string, statement: D1PreparedStatement];

const statementOf = (part: AnyPart): object | undefined => (isAfter(part) ? part.followUp.prepared : part);

const isAfter = (part: AnyPart): part is After<string> => part !== undefined && "after" in part;

function inOrder(db: Pick<D1Database, "prepare">, parts: Readonly<Record<string, AnyPart>>): Prepared[] {
  const behind = new Map<string, Prepared>();
  for (const [name, part] of Object.entries(parts)) {
    // An object lists numeric names before all others, so the statements would run out of order.
    if (/^\d+$/.test(name)) throw new Error(`a statement cannot be called ${name}`);
    if (!isAfter(part)) continue;
    // Otherwise changes() would report on an earlier statement.
    if (!writes(statementOf(parts[part.after])))
      throw new Error(`${name} reports on ${part.after}, which writes nothing here`);
    // Otherwise the second follow-up would report on the first one's changes.
    if (behind.has(part.after)) throw new Error(`${name} is not the only one that reports on ${part.after}`);
    behind.set(part.after, [name, part.followUp.prepared]);
  }
  const ordered = Object.entries(parts).flatMap(([name, part]) => {
    if (part === undefined || isAfter(part)) return [];
    const prepared = [name, isBatchPart(part) ? prepareStatement(db, part) : part] as const;
    return [prepared, ...following(name, behind)];
  });
  // Otherwise statements that follow each other would be left out.
  if (ordered.length < Object.values(parts).filter((part) => part !== undefined).length)
    throw new Error(`some of ${Object.keys(parts)} follow each other`);
  return ordered;
}

/** What follows a statement, and what follows that. */
function following(name: string, behind: ReadonlyMap<string, Prepared>): Prepared[] {
  const follower = behind.get(name);
  return follower ? [follower, ...following(follower[0], behind)] : [];
}
