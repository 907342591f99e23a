// The lock of a token. Each step is one atomic statement on D1's single writer, so the lock holds
// across transactions and continents: of two answers that meet here, the second sees the effect of
// the first. The audit entry is in the same batch and notes the result of the statement.

import type { Note } from "../../core/audit/audit.ts";
import type { AnsweringToken, CountedFailure, LockedLogin, TokenLock } from "../../core/ports/tokens/lock.ts";
import type { TokenMoment } from "../../core/token.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import { CAN_BE_ANSWERED, confirming } from "../oidc/confirmation.ts";
import { beginning, sessionWithdrawal } from "../oidc/session-beginning.ts";
import { signedInOf } from "../oidc/session-row.ts";
import { after, batch } from "../sql/batch.ts";
import { type Parameters, part, statement } from "../sql/sql.ts";
import { isTheirs, type UserSettings, whoParameters } from "../sql/subject-query.ts";
import {
  AT_MOMENTS,
  countFailure,
  IS_VALID,
  isUsable,
  type LockRules,
  momentsParameter,
  pathIs,
  unlocked,
} from "./conditions.ts";
import { giveBackSql, openingRowSql } from "./open-to-anyone.ts";

/** The state of a token that was not accepted, which shows why. */
interface TokenState {
  active: number;
  revoked: number;
  theirs: number;
  valid: number;
  passes: number;
}

const AT_MOMENT = "token.id = :id AND token.generation = :generation";

/**
 * The tokens' ids as parameters. Usually none has failed, and then no row is read. So no condition
 * may come before this one, and a list in JSON would not do: its items count as rows that are read.
 */
function idsOf(tokens: readonly TokenMoment[]): { readonly names: string; readonly parameters: Parameters } {
  const named = tokens.map(({ id }, index) => [`id_${index}`, id] as const);
  return { names: named.map(([name]) => `:${name}`).join(", "), parameters: Object.fromEntries(named) };
}

/**
 * The database may accept several simultaneous requests, of which the object commits one at most.
 * So the token remembers the last accepted step of a login, and no success is noted twice.
 */
const REMEMBER_STEP = "last_step = CASE WHEN last_step IN (:step, :again) THEN :again ELSE :step END";
const CAME_AGAIN = "EXISTS (SELECT 1 FROM token WHERE token.id = :id AND token.last_step = :again)";

/**
 * Several logins may meet at the last use of a pass: each takes one in the statement that accepts
 * it, so the second finds none left. The same login again has taken its own already.
 */
const IS_REPEATED = "(token.last_step IS NOT NULL AND token.last_step IN (:step, :again))";
const passStands = ({ passUntilMs }: AnsweringToken): string =>
  passUntilMs === undefined
    ? "true"
    : `token.pass_until_ms = :pass_until AND :pass_until > :now AND (token.pass_left > 0 OR ${IS_REPEATED})`;
const TAKE_USE = `pass_left = pass_left - NOT ${IS_REPEATED}`;

function stepParameters({ attemptId }: LockedLogin, { held }: Note) {
  const step = `${attemptId} ${held?.event ?? ""}`;
  return { step, again: `${step} again` };
}

export function createTokenLock(
  db: D1Database,
  notes: Notes,
  settings: LockRules & UserSettings & Pick<Settings, "sessionIdleMs">,
  /** Tells pages that show an enrolment that its phone has proved its secret. */
  ring: (enrolmentId: string) => void,
): TokenLock {
  return {
    async acceptResponse(login, token, notification, nowMs, note, confirms) {
      const { id, generation, passUntilMs } = token;
      const { attemptId, candidates, path } = login;
      const serials = JSON.stringify(candidates.map(({ serial }) => serial));
      const stands = confirms ? ` AND ${CAN_BE_ANSWERED}` : "";
      const guard = `${AT_MOMENT} AND ${isUsable(pathIs(path), settings)} AND ${passStands(token)}${stands}`;
      const ids = idsOf(candidates);
      const parameters = {
        ...momentsParameter(candidates),
        ...stepParameters(login, note),
        id,
        generation,
        pass_until: passUntilMs ?? null,
        now: nowMs,
        attempt: attemptId,
        serials,
        type: notification?.type ?? null,
        address: notification?.sealedAddress ?? null,
        request: confirms?.requestId ?? null,
      };
      const done = await batch(db, {
        opening:
          path === "open"
            ? part(openingRowSql(`SELECT 1 FROM token WHERE open_to_anyone.noted = 0 AND ${guard}`), parameters)
            : undefined,
        // The first right answer proves that the phone has the secret. A pass proves nothing of it.
        accepted: part<{ session: string | null; first: number }>(
          `UPDATE token SET proven_at_ms = coalesce(proven_at_ms, iif(:pass_until IS NULL, :now, NULL)), ${REMEMBER_STEP}
           WHERE ${guard} RETURNING session_hash AS session, proven_at_ms = :now AS first`,
          parameters,
        ),
        note: after("accepted", await notes.of(note, { sql: CAME_AGAIN, parameters })),
        // Most answers name the stored address. Writing it again would write its index, too.
        address:
          notification === undefined
            ? undefined
            : part(
                `UPDATE token SET notification_type = :type, sealed_notification_address = :address, notification_address = NULL
                 WHERE ${AT_MOMENT} AND last_step IN (:step, :again)
                   AND (notification_type, sealed_notification_address, notification_address) IS NOT (:type, :address, NULL)`,
                parameters,
              ),
        place:
          path === "open" ? part(giveBackSql(`EXISTS (SELECT 1 FROM token WHERE ${guard})`), parameters) : undefined,
        // Typing errors with one phone count on all of the user's phones. They would one day lock
        // the others if a success with one did not clear them all.
        failures: part(
          `DELETE FROM lock WHERE token_id IN (${ids.names})
           AND EXISTS (SELECT 1 FROM token WHERE token.id = lock.token_id AND ${AT_MOMENTS})
           AND EXISTS (SELECT 1 FROM token WHERE lock.token_id IS NOT NULL AND ${guard})`,
          { ...parameters, ...ids.parameters },
        ),
        ...(confirms && {
          ...confirming(confirms, settings, `EXISTS (SELECT 1 FROM token WHERE ${guard})`, parameters),
          givenNote: after("given", await notes.of(confirms.note)),
        }),
      });
      const [proof] = done.accepted.rows;
      if (proof?.first && proof.session !== null) ring(proof.session);
      return done.accepted.changes > 0;
    },

    async countWrongResponse({ candidates, path }, nowMs, entry) {
      const parameters = { ...momentsParameter(candidates), now: nowMs };
      const guard = `${AT_MOMENTS} AND ${isUsable(pathIs(path), settings)}`;
      const counting = `${countFailure(path, guard)}
        RETURNING failcount AS failCount, locks, max_fail AS maxFail`;
      const open = `SELECT 1 FROM token WHERE ${AT_MOMENTS} AND ${unlocked(pathIs(path), settings)}`;
      // Counted or too late to count, it is a wrong response in the trail.
      const stranger = path === "open" ? await notes.ofStranger(entry) : undefined;
      const done = await batch(db, {
        counters: part<CountedFailure["counters"][number]>(counting, parameters),
        note: stranger ? undefined : after("counters", await notes.of({ held: entry, not: entry })),
        count: stranger?.count,
        row: stranger && after("count", stranger.row),
        open: part(open, parameters),
      });
      return { counters: done.counters.rows, allLocked: done.open.rows.length === 0 };
    },

    async isAnswerable({ candidates }) {
      const there = statement(db, `SELECT 1 FROM token WHERE ${AT_MOMENTS} LIMIT 1`, momentsParameter(candidates));
      return (await there.first()) !== null;
    },

    async acceptLogin(login, token, named, nowMs, note, begins) {
      const { id, generation, passUntilMs } = token;
      const whose = named ? isTheirs(named, settings) : "true";
      const usable = isUsable(pathIs(login.path), settings);
      const guard = `${AT_MOMENT} AND ${whose} AND ${usable} AND ${passStands(token)}`;
      const takesUse = passUntilMs === undefined ? "" : `, ${TAKE_USE}`;
      const parameters = {
        ...whoParameters(named, settings),
        ...stepParameters(login, note),
        id,
        generation,
        pass_until: passUntilMs ?? null,
        now: nowMs,
      };
      const done = await batch(db, {
        accepted: part(`UPDATE token SET last_auth_ms = :now${takesUse}, ${REMEMBER_STEP} WHERE ${guard}`, parameters),
        note: after("accepted", await notes.of(note, { sql: CAME_AGAIN, parameters })),
        ...(begins && beginning(begins, settings, `EXISTS (SELECT 1 FROM token WHERE ${guard})`, parameters)),
        token: part<TokenState>(
          `SELECT active, revoked, ${whose} AS theirs, ${IS_VALID} AS valid, ${passStands(token)} AS passes
           FROM token WHERE ${AT_MOMENT}`,
          parameters,
        ),
      });
      if (done.accepted.changes > 0) {
        const session = done.good?.rows[0];
        return session ? signedInOf(session) : "accepted";
      }
      const [row] = done.token.rows;
      if (!row || row.revoked || !row.passes) return "replaced";
      if (!row.theirs) return "foreign";
      if (!row.active) return "disabled";
      return row.valid ? "locked" : "not-valid-now";
    },

    async withdraw(begun) {
      await sessionWithdrawal(db, begun).run();
    },
  };
}
