// What a person's own page reads: one batch, and a bounded number of rows.

import type { AuditEvent } from "../../core/audit/events.ts";
import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { OwnAccount, OwnSession, OwnSignIn } from "../../core/ports/people/me.ts";
import { AREAS } from "../../core/self-service.ts";
import type { Settings } from "../../settings.ts";
import type { Results } from "../sql/batch.ts";
import { SIGNED_IN_SINCE } from "../sql/caller-proof.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { subjectStatement, type UserSettings, viewOf } from "../sql/subject-query.ts";

/** Nobody looks through more than these; the button that ends all others ends the rest as well. */
const MAX_SESSIONS = 50;
const MAX_SIGN_INS = 20;
/** The person's newest rows, searched for sign-ins, each of which has about three. */
const MAX_EXAMINED_ROWS = 200;

/** The events that tell a person of a sign-in, or of an attempt. */
const SIGN_IN_EVENTS = [
  "LOGIN_SUCCESS",
  "CODE_GIVEN",
  "PIN_FAIL",
  "CHALLENGE_ANSWERED_FAIL",
  "PHONE_ELSEWHERE",
  "MFA_FAIL",
  "USER_LOCKED",
] as const satisfies readonly AuditEvent[];

/** The client's id follows method and path: src/core/oidc/note.ts. Other rows have none there. */
const APPLICATION = `CASE WHEN event IN ('CODE_GIVEN', 'LOGIN_SUCCESS') THEN (
  SELECT metadata ->> '$.client_name' FROM oidc_client
  WHERE id = substr(action, instr(substr(action, instr(action, '/')), ' ') + instr(action, '/'))) END`;

interface SignInRow {
  readonly number: number;
  readonly at_ms: number;
  readonly event: AuditEvent;
  readonly serial: string;
  readonly client: string;
  readonly application: string | null;
  readonly proximity: OwnSignIn["proximity"];
  readonly browser: OwnSignIn["browser"];
}

/** `own`: session, user, realm, now, idle_since, and since when a confirmation holds. */
export function lookStatements(
  db: D1Database,
  { user, realm }: BrowserSession,
  settings: UserSettings & Pick<Settings, "deskVerifies">,
  own: Parameters,
) {
  return {
    tokens: subjectStatement(db, { serial: undefined, named: { user, realm } }, settings),
    sessions: part<{ id: string; serial: string; client: string; signed_in_at_ms: number; seen_at_ms: number }>(
      `SELECT id, serial, client, signed_in_at_ms, seen_at_ms FROM browser_session
       WHERE user = :user AND realm = :realm AND expires_at_ms > :now AND seen_at_ms > :idle_since
       LIMIT ${MAX_SESSIONS}`,
      own,
    ),
    signIns: part<SignInRow>(
      `SELECT number, at_ms, event, serial, client, proximity, browser, ${APPLICATION} AS application FROM (
         SELECT * FROM audit WHERE user = :user COLLATE NOCASE AND user <> '' ORDER BY number DESC LIMIT ${MAX_EXAMINED_ROWS})
       WHERE user = :user AND realm = :realm AND event IN (${SIGN_IN_EVENTS.map((event) => `'${event}'`).join(", ")})
       ORDER BY number DESC LIMIT ${MAX_SIGN_INS}`,
      own,
    ),
    recovery: part<{ left: number }>("SELECT left FROM recovery WHERE user = :user AND realm = :realm", own),
    waits:
      settings.deskVerifies === "off"
        ? undefined
        : part<{ id: string; goodFromMs: number }>(
            `SELECT id, good_from_ms AS goodFromMs FROM caller WHERE user = :user AND realm = :realm AND proved = 'wait'
               AND refused_at_ms IS NULL AND good_until_ms > :now AND NOT ${SIGNED_IN_SINCE}`,
            own,
          ),
    confirmed: part<{ area: string | null }>(
      "SELECT confirmed_for AS area FROM browser_session WHERE id = :session AND confirmed_at_ms > :since",
      own,
    ),
  };
}

export function ownAccountOf(results: Results<ReturnType<typeof lookStatements>>): OwnAccount {
  const area = results.confirmed.rows[0]?.area;
  return {
    tokens: viewOf(results.tokens.rows).tokens,
    sessions: results.sessions.rows
      .map(
        ({ signed_in_at_ms: signedInAtMs, seen_at_ms: seenAtMs, ...row }): OwnSession => ({
          ...row,
          signedInAtMs,
          seenAtMs,
        }),
      )
      .toSorted((a, b) => b.signedInAtMs - a.signedInAtMs),
    signIns: results.signIns.rows.map(({ at_ms: atMs, ...row }): OwnSignIn => ({ atMs, ...row })),
    recoveryCodesLeft: results.recovery.rows[0]?.left,
    waits: results.waits?.rows ?? [],
    confirmedFor: AREAS.find((known) => known === area),
  };
}
