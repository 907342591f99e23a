// What a phone does to its token in D1 until it has proved its secret. A lost reply makes a phone
// ask again, so its own session may be used again, and a secret that never answered be replaced:
//
//   clientwait ──a secret──▶ enrolled ──the first right answer──▶ proven
//       ▲                     │    ▲
//       │                     │    └── the same session brings another secret
//       └── another session brings a secret: two phones have scanned
//
// Each step is one guarded statement. Of two requests that meet, the first to reach D1 wins, and
// the other finds another state than it asks for.

import type {
  EarlierSecret,
  EnrolmentStore,
  EnrolmentView,
  SessionRefusal,
} from "../../core/ports/tokens/enrolling.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch, type StatementResult } from "../sql/batch.ts";
import { part } from "../sql/sql.ts";

/** How often the phone that has fetched the metadata may fetch it again. */
const MAX_REPEATS = 3;

/** Its requests of any kind: people tap a few times, and each new secret is a row of the trail. */
const MAX_REQUESTS = 20;

/** No phone, or another one: nothing is proved, and its QR code was not used yet. */
export const NO_PROOF = "proven_at_ms = NULL, session_from = NULL, session_fetches = 0, secret_fetch = NULL";

/** Holds while an enrolment lasts. A new init, an unassignment or a revocation ends its session. */
const IN_SESSION = "session_hash = :session_hash AND session_expires_at_ms > :now AND NOT revoked";

/** Holds after a phone's fetch that may have metadata: its first, or again before its secret. */
const MAY_FETCH = `(session_from IS :from AND session_fetches <= ${MAX_REPEATS} + 1 AND rollout_state = 'clientwait')`;

/** Holds for the secret that was found before, while it has answered nothing. */
const IS_UNPROVEN = `serial = :serial AND ${IN_SESSION} AND sealed_secret = :before AND proven_at_ms IS NULL`;

export function createEnrolmentStore(db: D1Database, notes: Notes): EnrolmentStore {
  const knows = (serial: string) => part("SELECT 1 FROM token WHERE serial = :serial", { serial });
  const refusedSession = (known: StatementResult<unknown>): SessionRefusal =>
    known.rows.length > 0 ? "invalid-session" : "unknown-serial";

  return {
    async useSession({ serial, sessionHash, nowMs }, from, { authenticationUrl, serviceIdentifier }) {
      const session = part<Omit<EnrolmentView, "mayFetch"> & { readonly mayFetch: number }>(
        // A later use may come from another phone than the enrolling one: only the first sets them.
        // It counts from 1: an earlier version that has begun this enrolment has erased nothing.
        `UPDATE token SET
           session_fetches = CASE session_uses WHEN 0 THEN 1 ELSE session_fetches + (session_from IS :from) END,
           session_uses = session_uses + (session_uses = 0 OR session_from IS NOT :from),
           session_from = CASE session_uses WHEN 0 THEN :from ELSE session_from END,
           authentication_url = CASE session_uses WHEN 0 THEN :authentication_url ELSE authentication_url END,
           service_identifier = CASE session_uses WHEN 0 THEN :service_identifier ELSE service_identifier END
         WHERE serial = :serial AND ${IN_SESSION}
         RETURNING user, realm, suite, ${MAY_FETCH} AS mayFetch, session_fetches AS fetch,
           session_expires_at_ms AS expiresAtMs, coalesce((
             SELECT display_name FROM user WHERE user.realm = token.realm AND user.name = token.user), user) AS displayName`,
        {
          serial,
          session_hash: sessionHash,
          from,
          now: nowMs,
          authentication_url: authenticationUrl,
          service_identifier: serviceIdentifier,
        },
      );
      const used = await batch(db, { session, known: knows(serial) });
      const [view] = used.session.rows;
      return view ? { ...view, mayFetch: view.mayFetch === 1 } : refusedSession(used.known);
    },

    async enroll({ serial, sessionHash, nowMs }, { fetch, sealedSecret, identity, notification }, note) {
      const session = { serial, session_hash: sessionHash, now: nowMs };
      const token = part(
        `UPDATE token SET rollout_state = 'enrolled', sealed_secret = :sealed_secret, secret_fetch = :fetch,
           proven_at_ms = NULL, identity = :identity, notification_type = :type, sealed_notification_address = :address,
           notification_address = NULL
         WHERE serial = :serial AND ${IN_SESSION}
           AND session_uses > 0 AND rollout_state = 'clientwait' RETURNING id`,
        {
          ...session,
          fetch,
          sealed_secret: sealedSecret,
          identity,
          type: notification?.type ?? null,
          address: notification?.sealedAddress ?? null,
        },
      );
      const known = part<{ before: string | null; fetch: number; final: number }>(
        `SELECT CASE WHEN ${IN_SESSION} AND rollout_state = 'enrolled' THEN sealed_secret END AS before,
           coalesce(secret_fetch, 1) AS fetch, (proven_at_ms IS NOT NULL
             OR coalesce(secret_fetch, 1) = :fetch AND session_fetches >= ${MAX_REQUESTS}) AS final
         FROM token WHERE serial = :serial`,
        { ...session, fetch },
      );
      const done = await batch(db, { token, note: after("token", await notes.of(note)), known });
      if (done.token.rows.length > 0) return "enrolled";
      const [row] = done.known.rows;
      if (!row?.before) return refusedSession(done.known);
      return { sealedSecret: row.before, fetch: row.fetch, isFinal: row.final === 1 } satisfies EarlierSecret;
    },

    async replaceSecret({ serial, sessionHash, nowMs }, before, { sealedSecret, notification }, note) {
      const token = part(
        // The new generation ends logins that were opened for the secret which no phone has.
        `UPDATE token SET sealed_secret = :sealed_secret, generation = generation + 1,
           session_fetches = session_fetches + 1, notification_type = :type, sealed_notification_address = :address
         WHERE ${IS_UNPROVEN} RETURNING id`,
        {
          serial,
          session_hash: sessionHash,
          now: nowMs,
          before,
          sealed_secret: sealedSecret,
          type: notification?.type ?? null,
          address: notification?.sealedAddress ?? null,
        },
      );
      const done = await batch(db, { token, note: after("token", await notes.of(note)) });
      return done.token.rows.length > 0;
    },

    async dropSecret({ serial, sessionHash, nowMs }, before, note) {
      const token = part(
        // The session stays, at its end, so that its pages can say what became of it.
        `UPDATE token SET rollout_state = 'clientwait', sealed_secret = NULL, generation = generation + 1,
           session_expires_at_ms = :now, session_uses = session_uses + 1, identity = NULL, import_digest = NULL,
           notification_type = NULL, notification_address = NULL, sealed_notification_address = NULL
         WHERE ${IS_UNPROVEN} RETURNING id`,
        { serial, session_hash: sessionHash, now: nowMs, before },
      );
      const done = await batch(db, { token, note: after("token", await notes.of(note)) });
      return done.token.rows.length > 0;
    },
  };
}
