// The caller's rights, checked in the batch that does what the caller asks: no round trip of its own,
// and an account removed a moment ago changes nothing any more.

import type { Caller, Right } from "../../core/caller.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { IS_ADMINISTRATOR, mayTouch } from "./administrators-guard.ts";
import { batch, type Parts, type Results } from "./batch.ts";
import { type Parameters, type Statement, statement } from "./sql.ts";

/** Of the row of `admin`: it is as the JWT says, whose session goes on. Its parameters: `sessionParameters`. */
export const SIGNED_IN = `admin.name = :caller AND admin.generation = :caller_generation
  AND NOT EXISTS (SELECT 1 FROM ended_session WHERE id = :caller_session)`;

export const sessionParameters = ({ name, generation, session }: Caller): Parameters => ({
  caller: name,
  caller_generation: generation,
  caller_session: session?.id ?? null,
});

/** Holds while the caller is signed in and has the right. Its parameters: `callerParameters`. */
export const CALLER_MAY = `EXISTS (
  SELECT 1 FROM admin, json_each(admin.rights) AS granted WHERE ${SIGNED_IN} AND granted.value IN ('*', :right))`;

export const callerParameters = (caller: Caller, right: Right): Parameters => ({
  ...sessionParameters(caller),
  right,
});

/** One row, of the account that is signed in. */
interface Guard {
  may: number;
  administrator: number;
  touches: number;
}

/** What the statements of a batch change, if that could be tokens of administrators. */
export interface Touching {
  /** A query of user and realm. */
  readonly touched: string;
  readonly parameters: Parameters;
}

/** Names that statements of a caller cannot have: those of an Outcome, and that of the guard. */
type Reserved = { readonly [Name in "ok" | "reason" | "guard"]?: never };

/**
 * Runs the statements, each of which holds CALLER_MAY and, with `touching`, mayTouch; and refuses when the caller might not.
 * What they came to is beside `ok`, by their names.
 */
export async function batchForCaller<Batch extends Parts<Batch> & Reserved>(
  db: D1Database,
  caller: Caller,
  right: Right,
  statements: Batch,
  touching?: Touching,
): Promise<Outcome<Results<Batch>>> {
  const touches = touching ? mayTouch(touching.touched) : "true";
  const asked = statement<Guard>(
    db,
    `SELECT ${CALLER_MAY} AS may, ${IS_ADMINISTRATOR} AS administrator, ${touches} AS touches FROM admin WHERE ${SIGNED_IN}`,
    { ...touching?.parameters, ...callerParameters(caller, right) },
  );
  // The guard comes first, so that it sees the tokens as the statements find them.
  const all = { guard: asked, ...(statements as object) } as { guard: Statement<Guard> } & Record<string, Statement>;
  const { guard, ...results } = await batch(db, all);
  const [row] = guard.rows;
  if (!row) return refuse({ code: "signed-out" });
  if (row.may !== 1) return refuse({ code: "missing-right", right });
  if (row.touches !== 1)
    return refuse({ code: row.administrator === 1 ? "confirmation-needed" : "administrators-only" });
  return { ok: true, ...(results as Results<Batch>) };
}
