// Checks the caller's rights in the batch that does what the caller asks. The check costs no round
// trip of its own, and an account that was removed a moment ago can change nothing.

import { type Caller, GIVING_RIGHTS, type NeededRight } from "../../core/caller.ts";
import { unproven } from "../../core/desk/proven.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { currentRecord } from "../../request-record.ts";
import {
  type AdministratorSettings,
  administratorParameters,
  IS_ADMINISTRATOR,
  inRealms,
  isInRealms,
  mayTouch,
  OF_EVERY_REALM,
  touchesOwnPerson,
} from "./administrators-guard.ts";
import { batch, type Parts, type Results } from "./batch.ts";
import { type ProofGuard, proofGuard } from "./caller-proof.ts";
import { type BatchPart, type Parameters, part } from "./sql.ts";

/** Holds for the caller's row of `admin` while its session or key lasts (`sessionParameters`). */
export const IS_CALLER = `admin.name = :caller AND admin.generation = :caller_generation AND admin.disabled_at_ms IS NULL
  AND NOT EXISTS (SELECT 1 FROM ended_session WHERE id = :caller_session)
  AND (:caller_key IS NULL OR EXISTS (SELECT 1 FROM api_key WHERE id = :caller_key AND account = :caller))`;

export const sessionParameters = ({ name, generation, session, apiKey }: Caller): Parameters => ({
  caller: name,
  caller_generation: generation,
  caller_session: session?.id ?? null,
  caller_key: apiKey ?? null,
});

const callerHas = (right: string): string => `EXISTS (
  SELECT 1 FROM admin, json_each(admin.rights) AS granted WHERE ${IS_CALLER} AND granted.value IN ('*', ${right}))`;

/** Holds while the caller is signed in and has the right, or the other one that is enough. */
export const CALLER_MAY = callerHas(":right, :or_right");
/** Holds while the caller may also act on many at once. */
export const CALLER_MAY_MANY = callerHas("'manyatonce'");
/** Holds while the caller may also look at tokens, whatever else the statement is for. */
export const CALLER_SEES_TOKENS = callerHas("'tokenlist'");
/** The same for users. */
export const CALLER_SEES_USERS = callerHas("'userlist'");

/** The same for what concerns every realm: see `batchEverywhere`. */
export const CALLER_MAY_EVERYWHERE = `${CALLER_MAY} AND ${inRealms("''")}`;

/** The condition under which a statement runs, with its parameters. */
export interface Guard {
  readonly sql: string;
  readonly parameters: Parameters;
}

const rightsIn = (right: NeededRight) => (typeof right === "string" ? ([right, null] as const) : right);

export const callerParameters = (caller: Caller, needed: NeededRight): Parameters => {
  const [right, other] = rightsIn(needed);
  return { ...sessionParameters(caller), right, or_right: other };
};

/** The row of the account that is signed in. */
interface GuardRow {
  may: number;
  administrator: number;
  touches: "yes" | "not-these" | "other-realm" | "own-person" | "unproven";
}

/** What the statements of a batch change, if tokens of administrators could be among it. */
interface TouchedTokens {
  /** A query of user and realm. */
  readonly touched: string;
  readonly parameters: Parameters;
  /** Of an act that gives access. */
  readonly proof?: ProofGuard | undefined;
}

/**
 * The guard of statements that touch tokens, for `batchForCaller` as well; `more` is for both. Its
 * right says whether the act gives access. One that takes it away under a giving right says so.
 */
export const touchGuard = (
  caller: Caller,
  right: NeededRight,
  settings: AdministratorSettings,
  touched: string,
  more: Parameters,
  gives = GIVING_RIGHTS.has(right),
): Guard & TouchedTokens => {
  const proof = proofGuard(caller, touched);
  return {
    sql: `${CALLER_MAY} AND ${mayTouch(touched)}${proof ? ` AND ${proof.sql}` : ""}`,
    touched,
    proof,
    parameters: {
      ...callerParameters(caller, right),
      ...administratorParameters(caller, settings, gives),
      ...proof?.parameters,
      ...more,
    },
  };
};

/** A caller's statements cannot have the names of an Outcome's fields or of the guard. */
export type ReservedNames = { readonly [Name in "ok" | "reason" | "guard"]?: never };

/**
 * Runs the statements, and refuses when the caller lacks the right. They run before that is known,
 * so each must contain CALLER_MAY or, with `touched`, a `touchGuard`. Results come along with `ok`.
 */
export async function batchForCaller<Batch extends Parts<Batch> & ReservedNames>(
  db: D1Database,
  caller: Caller,
  right: NeededRight,
  statements: Batch,
  touched?: TouchedTokens,
): Promise<Outcome<Results<Batch>>> {
  const proven = touched?.proof ? `CASE WHEN ${touched.proof.sql} THEN 'yes' ELSE 'unproven' END` : "'yes'";
  // What is touched may be many tokens, so they are examined again only for a refusal.
  const touches = touched
    ? `CASE WHEN ${mayTouch(touched.touched)} THEN ${proven} WHEN NOT ${isInRealms(touched.touched)} THEN 'other-realm'
      WHEN ${touchesOwnPerson(touched.touched)} THEN 'own-person' ELSE 'not-these' END`
    : "'yes'";
  const guardPart = part<GuardRow>(
    `SELECT ${CALLER_MAY} AS may, ${IS_ADMINISTRATOR} AS administrator, ${touches} AS touches FROM admin WHERE ${IS_CALLER}`,
    { ...touched?.parameters, ...callerParameters(caller, right) },
  );
  // The guard comes first, so that it sees the tokens as the statements find them.
  const all = { guard: guardPart, ...(statements as object) } as { guard: BatchPart<GuardRow> } & Record<
    string,
    BatchPart
  >;
  const { guard, ...results } = await batch(db, all);
  const [row] = guard.rows;
  // In this order, so that nobody without the right learns whose tokens these are.
  if (!row) return refuse({ code: "signed-out" });
  if (row.may !== 1) return refuse({ code: "missing-right", right: rightsIn(right)[0] });
  if (row.touches === "other-realm" || row.touches === "own-person") return refuse({ code: row.touches });
  if (row.touches === "unproven") return refuse(unproven(touched?.proof?.act));
  if (row.touches !== "yes")
    return refuse({ code: row.administrator === 1 ? "confirmation-needed" : "administrators-only" });
  const record = currentRecord();
  if (record && row.administrator === 1) record.byAdministrator = true;
  return { ok: true, ...(results as Results<Batch>) };
}

/**
 * The same for what concerns every realm, such as the trail. An account bound to realms is refused
 * by the guard in each statement, and the batch says why: they belong together, so both are here.
 */
export const batchEverywhere = <Batch extends Parts<Batch> & ReservedNames>(
  db: D1Database,
  caller: Caller,
  right: NeededRight,
  statementsUnder: (guard: Guard) => Batch,
): Promise<Outcome<Results<Batch>>> => {
  const guard = { sql: CALLER_MAY_EVERYWHERE, parameters: callerParameters(caller, right) };
  return batchForCaller(db, caller, right, statementsUnder(guard), OF_EVERY_REALM);
};
