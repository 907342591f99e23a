// What a person's own page reads: one batch, and a bounded number of rows.

import type { AuditEvent } from "../../core/audit/events.ts";
import {
  isPinChange,
  type LoginClock,
  MAX_PAIRED_ROWS,
  PAIRED_EVENTS,
  unconfirmedIn,
} from "../../core/audit/unconfirmed.ts";
import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { OwnAccount, OwnSession, OwnSignIn } from "../../core/ports/people/me.ts";
import { AREAS } from "../../core/self-service.ts";
import type { Settings } from "../../settings.ts";
import { APPLICATION } from "../audit/application.ts";
import { sinceNamed } from "../audit/since-named.ts";
import { SESSION_COLUMNS } from "../oidc/session-row.ts";
import type { Results } from "../sql/batch.ts";
import { SIGNED_IN_SINCE } from "../sql/caller-proof.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { subjectStatement, type UserSettings, viewOf } from "../sql/subject-query.ts";

/** Nobody looks through more than these; the button that ends all others ends the rest as well. */
const MAX_SESSIONS = 50;
const MAX_SIGN_INS = 20;

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

/** Besides them, what is paired, and what a person does about a PIN that somebody else knows. */
const READ_EVENTS = new Set<AuditEvent>([...SIGN_IN_EVENTS, ...PAIRED_EVENTS, "SELF_PIN_SET", "TOKEN_CHANGED"]);

interface SignInRow extends OwnSignIn {
  readonly action: string;
  readonly attemptId: string;
}

const SINCE_NAMED = sinceNamed("user.realm = :realm AND user.name = :user");
const READ = `event IN (${[...READ_EVENTS].map((event) => `'${event}'`).join(", ")})`;

/** `own`: session, user, realm, now, idle_since, and since when a confirmation holds. */
export function lookStatements(
  db: D1Database,
  { user, realm }: BrowserSession,
  settings: UserSettings & Pick<Settings, "deskVerifies">,
  own: Parameters,
) {
  return {
    tokens: subjectStatement(db, { serial: undefined, named: { user, realm } }, settings),
    sessions: part<OwnSession>(
      `SELECT id, ${SESSION_COLUMNS} FROM browser_session
       WHERE user = :user AND realm = :realm AND expires_at_ms > :now AND seen_at_ms > :idle_since
       LIMIT ${MAX_SESSIONS}`,
      own,
    ),
    signIns: part<SignInRow>(
      `SELECT number, at_ms AS atMs, event, action, attempt_id AS attemptId, serial, client, proximity, browser, phone,
         ${APPLICATION} AS application FROM (
         SELECT * FROM audit WHERE user = :user COLLATE NOCASE AND user <> '' ORDER BY number DESC LIMIT ${MAX_PAIRED_ROWS})
       WHERE user = :user AND realm = :realm AND ${SINCE_NAMED} AND ${READ}
       ORDER BY number DESC`,
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

export function ownAccountOf(results: Results<ReturnType<typeof lookStatements>>, clock: LoginClock): OwnAccount {
  const area = results.confirmed.rows[0]?.area;
  const { tokens } = viewOf(results.tokens.rows);
  const rows = results.signIns.rows;
  const withoutPin = new Set(tokens.filter(({ sealedPin }) => sealedPin === null).map(({ serial }) => serial));
  const unconfirmed = new Set(unconfirmedIn(rows, clock, withoutPin));
  const signIns = rows
    .filter((row) => unconfirmed.has(row) || SIGN_IN_EVENTS.some((event) => event === row.event))
    .slice(0, MAX_SIGN_INS);
  const [latest] = signIns.filter((row) => unconfirmed.has(row));
  return {
    tokens,
    sessions: results.sessions.rows.toSorted((a, b) => b.signedInAtMs - a.signedInAtMs),
    signIns,
    unconfirmed: latest && rows.slice(0, rows.indexOf(latest)).some(isPinChange) ? undefined : latest,
    recoveryCodesLeft: results.recovery.rows[0]?.left,
    waits: results.waits?.rows ?? [],
    confirmedFor: AREAS.find((known) => known === area),
  };
}
