// Reads and writes tokens in D1 for enrolment and login. Each call costs one round trip. `view`
// alone reads at the nearest replica; all others go to the primary.

import type { EarlierEnrolment, EnrolmentView, SessionRefusal, TokenStore } from "../../core/ports/tokens/tokens.ts";
import { noteRow } from "../../request-record.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch, type StatementResult } from "../sql/batch.ts";
import { batchForCaller } from "../sql/caller-guard.ts";
import { statement } from "../sql/sql.ts";
import {
  joinOf,
  type SubjectRow,
  shownParameter,
  showsSame,
  subjectParameters,
  subjectStatement,
  viewOf,
  WHO,
} from "../sql/subject-query.ts";
import {
  AT_MOMENTS,
  countFailure,
  isUsable,
  LIKELIEST,
  type LockRules,
  momentsParameter,
  pathIs,
  pathsOfCheck,
  unlocked,
} from "./conditions.ts";
import { type InitSettings, initStatements } from "./init.ts";

/** Holds while an enrolment lasts. A new init, an unassignment or a revocation ends its session. */
const IN_SESSION = "session_hash = :session_hash AND session_expires_at_ms > :now AND NOT revoked";

export function createTokenStore(
  db: D1Database,
  notes: Notes,
  settings: InitSettings & LockRules & Pick<Settings, "adminRealm">,
): TokenStore {
  const knows = (serial: string) => statement(db, "SELECT 1 FROM token WHERE serial = :serial", { serial });
  const refusedSession = (known: StatementResult<unknown>): SessionRefusal =>
    known.rows.length > 0 ? "invalid-session" : "unknown-serial";

  return {
    // One database needs no slots: ../shards/stores/tokens.ts.
    slotFor: async () => undefined,

    async init(caller, token, nowMs, note) {
      const init = await initStatements(db, notes, settings, { caller, token, nowMs, note });
      const done = await batchForCaller(db, caller, "enrollTIQR", init.statements, init.touching);
      return done.ok ? init.outcomeOf(done) : done;
    },

    async useSession({ serial, sessionHash, nowMs }, { authenticationUrl, serviceIdentifier }) {
      const session = statement<EnrolmentView>(
        db,
        // A later use may come from another phone than the enrolling one: only the first sets them.
        `UPDATE token SET session_uses = session_uses + 1,
           authentication_url = CASE session_uses WHEN 0 THEN :authentication_url ELSE authentication_url END,
           service_identifier = CASE session_uses WHEN 0 THEN :service_identifier ELSE service_identifier END
         WHERE serial = :serial AND ${IN_SESSION}
         RETURNING user, realm, suite, session_uses AS uses, session_expires_at_ms AS expiresAtMs, coalesce((
           SELECT display_name FROM user WHERE user.realm = token.realm AND user.name = token.user), user) AS displayName`,
        {
          serial,
          session_hash: sessionHash,
          now: nowMs,
          authentication_url: authenticationUrl,
          service_identifier: serviceIdentifier,
        },
      );
      const used = await batch(db, { session, known: knows(serial) });
      return used.session.rows[0] ?? refusedSession(used.known);
    },

    async enroll({ serial, sessionHash, nowMs }, { sealedSecret, identity, notification }, note) {
      const session = { serial, session_hash: sessionHash, now: nowMs };
      const token = statement(
        db,
        `UPDATE token SET rollout_state = 'enrolled', sealed_secret = :sealed_secret, identity = :identity,
           notification_type = :type, sealed_notification_address = :address,
           notification_address = NULL
         WHERE serial = :serial AND ${IN_SESSION}
           AND session_uses > 0 AND rollout_state = 'clientwait' RETURNING id`,
        {
          ...session,
          sealed_secret: sealedSecret,
          identity,
          type: notification?.type ?? null,
          address: notification?.sealedAddress ?? null,
        },
      );
      const known = statement<{ before: string | null }>(
        db,
        `SELECT CASE WHEN ${IN_SESSION} AND rollout_state = 'enrolled' THEN sealed_secret END AS before
         FROM token WHERE serial = :serial`,
        session,
      );
      const done = await batch(db, { token, note: after("token", await notes.of(note)), known });
      if (done.token.rows.length > 0) return "enrolled";
      const before = done.known.rows[0]?.before;
      return before ? ({ sealedSecret: before } satisfies EarlierEnrolment) : refusedSession(done.known);
    },

    async view(subject) {
      const nearest = db.withSession("first-unconstrained");
      const { results } = await subjectStatement(nearest, subject, settings).all<SubjectRow>();
      return viewOf(results, subject.serial);
    },

    async viewAndCount(subject, check, refusal, nowMs, countsUnusable = false) {
      const counted = refusal?.counts ?? [];
      const parameters = {
        ...subjectParameters(subject, settings),
        ...momentsParameter(counted),
        admin_realm: settings.adminRealm,
        now: nowMs,
      };
      // Tokens of administrators are never judged here: `ofApplications`, src/core/login/login.ts.
      const canBeJudged = isUsable(pathsOfCheck(check), settings);
      const toJudge = `SELECT token.id, token.generation FROM (${WHO}) AS who JOIN token ON ${joinOf(subject)}
        WHERE ${canBeJudged} AND token.realm IS NOT :admin_realm ${LIKELIEST}`;
      const counts = countsUnusable ? unlocked(pathIs(check), settings) : canBeJudged;
      const unjudged = `SELECT 1 FROM (${toJudge}) AS token WHERE NOT ${AT_MOMENTS}`;
      const same = {
        sql: showsSame(subject),
        parameters: { ...subjectParameters(subject, settings), ...(refusal ? shownParameter(refusal.shown) : {}) },
      };
      const note = refusal && (await notes.ofRefusal(refusal.entry, counted.length > 0, same));
      // The tokens are read before the failure is counted, so that their earlier state is judged.
      const done = await batch(db, {
        tokens: subjectStatement(db, subject, settings),
        unjudged: statement(db, unjudged, parameters),
        refusals: note?.count,
        failures: statement(
          db,
          countFailure(check, `${AT_MOMENTS} AND ${counts} AND NOT EXISTS (${unjudged})`),
          parameters,
        ),
        note: note && after("failures", note.row),
      });
      if ((done.note?.changes ?? 0) > 0) noteRow();
      return {
        view: viewOf(done.tokens.rows, subject.serial),
        settled: done.unjudged.rows.length === 0,
        noted: done.failures.changes > 0 || (done.refusals?.changes ?? 0) > 0,
      };
    },

    async replacePinHash({ id, generation }, oldSealedPin, newSealedPin) {
      await statement(
        db,
        "UPDATE token SET sealed_pin = :new WHERE id = :id AND generation = :generation AND sealed_pin = :old",
        { id, generation, old: oldSealedPin, new: newSealedPin },
      ).run();
    },
  };
}
