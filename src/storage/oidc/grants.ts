// What applications were granted, in the user's database. Each step is one batch, so the database
// decides between two requests:
//
// - two uses of a code: one writes the row, the other finds it and revokes it
// - two uses of a refresh token: one raises the number; the other gets the same successor if it
//   comes at once, and revokes the grant if it comes later
// - a use and a change of the token: either nothing is given, or the change ends the grant
//
// In each batch, replays are looked for first: later, they would find what the step has written.

import { REFRESH_IDLE_MS, REFRESH_MAX_MS, REFRESH_REPEAT_MS } from "../../core/oidc/grants/refresh.ts";
import type { Amr } from "../../core/ports/oidc/browser-sessions.ts";
import type { AuthorizationCode, GrantStore, LiveGrant } from "../../core/ports/oidc/grants.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { ENDS_IN_REALM } from "../sql/ends-in-realm.ts";
import { type BatchPart, part, statement } from "../sql/sql.ts";
import { CLIENT_BY_ID, type ClientRow, clientIn } from "./client-row.ts";
import { type PersonRow, personIn, tokenStands } from "./session-row.ts";

export interface GrantRow extends PersonRow {
  readonly id: string;
  readonly client_id: string;
  readonly session_id: string;
  readonly scope: string;
  readonly amr: string;
  readonly signed_in_at_ms: number;
  readonly refresh_number: number | null;
  readonly expires_at_ms: number;
  readonly serial: string;
}

/** A row of `oidc_grant` that is called `held` meets this while it is live. Parameter: :now. */
const IS_LIVE = `held.revoked_at_ms IS NULL AND held.expires_at_ms > :now
  AND EXISTS (SELECT 1 FROM oidc_client WHERE oidc_client.id = held.client_id)
  AND (held.refresh_number IS NOT NULL OR EXISTS (
    SELECT 1 FROM browser_session WHERE browser_session.id = held.session_id AND browser_session.expires_at_ms > :now))`;

/** Its token and its user are as they were. */
const ITS_TOKEN = `${tokenStands("held.token_id", "held.token_generation")}
  AND token.user = held.user AND token.realm = held.realm`;
const ITS_USER = "user.realm = held.realm AND user.name = held.user";

export const LIVE = `SELECT held.*, token.serial, ${ENDS_IN_REALM} AS ends_in_realm, user.subject, user.display_name,
  user.email, user.groups
  FROM oidc_grant AS held JOIN token ON ${ITS_TOKEN} JOIN user ON ${ITS_USER}
  WHERE held.id = :id AND ${IS_LIVE}`;

const REDEEM = `INSERT INTO oidc_grant (id, client_id, session_id, user, realm, token_id, token_generation, scope, amr,
    signed_in_at_ms, refresh_number, created_at_ms, expires_at_ms)
  SELECT held.id, held.client_id, held.session_id, held.user, held.realm, held.token_id, held.token_generation, held.scope,
    held.amr, held.signed_in_at_ms, held.refresh_number, :now, held.expires_at_ms
  FROM (SELECT :id AS id, :client_id AS client_id, :session_id AS session_id, :user AS user, :realm AS realm,
      :token_id AS token_id, :token_generation AS token_generation, :scope AS scope, :amr AS amr,
      :signed_in AS signed_in_at_ms, :refresh_number AS refresh_number, :expires AS expires_at_ms, NULL AS revoked_at_ms) AS held
    JOIN token ON ${ITS_TOKEN} JOIN user ON ${ITS_USER}
  WHERE ${IS_LIVE} AND EXISTS (SELECT 1 FROM browser_session WHERE id = held.session_id AND expires_at_ms > :now)`;

/** The statement that makes the grant of a code, up to further conditions. */
export const grantStatement = (
  { id, clientId, scope, session }: AuthorizationCode,
  refreshes: boolean,
  nowMs: number,
): BatchPart =>
  part(REDEEM, {
    id,
    client_id: clientId,
    session_id: session.id,
    user: session.user,
    realm: session.realm,
    token_id: session.token.id,
    token_generation: session.token.generation,
    scope: scope.join(" "),
    amr: JSON.stringify(session.amr),
    signed_in: session.signedInAtMs,
    refresh_number: refreshes ? 1 : null,
    now: nowMs,
    // Without a refresh token it ends with its session (IS_LIVE); access tokens end before.
    expires: refreshes ? nowMs + REFRESH_IDLE_MS : session.expiresAtMs,
  });

const REPLAYED = `UPDATE oidc_grant SET revoked_at_ms = :now
  WHERE id = :id AND client_id = :client_id AND refresh_number > :number AND revoked_at_ms IS NULL
    AND NOT (refresh_number = :number + 1 AND coalesce(refreshed_at_ms, 0) > :now - ${REFRESH_REPEAT_MS})`;

const REFRESH = `UPDATE oidc_grant AS held SET refresh_number = refresh_number + 1, refreshed_at_ms = :now,
    expires_at_ms = min(created_at_ms + ${REFRESH_MAX_MS}, :now + ${REFRESH_IDLE_MS})
  WHERE held.id = :id AND held.client_id = :client_id AND held.refresh_number = :number AND ${IS_LIVE}
    AND EXISTS (SELECT 1 FROM token JOIN user ON ${ITS_USER} WHERE ${ITS_TOKEN})
    AND NOT EXISTS (SELECT 1 FROM json_each(:asked) WHERE instr(' ' || held.scope || ' ', ' ' || value || ' ') = 0)`;

export function createGrantStore(db: D1Database, notes: Notes): GrantStore {
  return {
    async redeem(code, refreshes, nowMs, entries) {
      const { sql, parameters } = grantStatement(code, refreshes, nowMs);
      const done = await batch(db, {
        replayed: part(
          "UPDATE oidc_grant SET revoked_at_ms = :now WHERE id = :id AND revoked_at_ms IS NULL",
          parameters,
        ),
        replayNote: after("replayed", await notes.of({ held: entries.replayed })),
        grant: part(`${sql} ON CONFLICT DO NOTHING`, parameters),
        note: after("grant", await notes.of({ held: entries.given })),
        live: part<GrantRow>(LIVE, parameters),
        known: part("SELECT 1 FROM oidc_grant WHERE id = :id", parameters),
      });
      const [row] = done.live.rows;
      if (done.grant.changes > 0 && row) return grantIn(row);
      return done.known.rows.length > 0 ? "replayed" : "ended";
    },

    async refresh({ id, number }, clientId, scopes, nowMs, entries) {
      const parameters = { id, client_id: clientId, number, asked: JSON.stringify(scopes ?? []), now: nowMs };
      const done = await batch(db, {
        replayed: part(REPLAYED, parameters),
        replayNote: after("replayed", await notes.of({ held: entries.replayed })),
        grant: part(REFRESH, parameters),
        note: after("grant", await notes.of({ held: entries.given })),
        live: part<GrantRow>(LIVE, parameters),
      });
      if (done.replayed.changes > 0) return "replayed";
      const [row] = done.live.rows;
      if (row?.client_id !== clientId) return "ended";
      if (row.refresh_number === number) return "wider";
      if (row.refresh_number !== number + 1) return "ended";
      const grant = grantIn(row);
      if (scopes?.some((scope) => !grant.scope.includes(scope))) return "wider";
      return { ...grant, isRepeat: done.grant.changes === 0 };
    },

    async look({ id }, nowMs) {
      // A replica may lack a new grant, or still have a revoked one. So the primary is asked.
      const { results } = await statement<GrantRow>(db, LIVE, { id, now: nowMs }).all();
      return results[0] && grantIn(results[0]);
    },

    async lookWithClient(name, clientId, nowMs) {
      const { client, grant } = await batch(db, {
        client: part<ClientRow>(CLIENT_BY_ID, { id: clientId }),
        grant: name && part<GrantRow>(LIVE, { id: name.id, now: nowMs }),
      });
      const [clientRow] = client.rows;
      const row = grant?.rows[0];
      return { stored: clientRow && clientIn(clientRow), grant: row && grantIn(row) };
    },

    async revoke({ id }, clientId, nowMs, note) {
      const parameters = { id, client_id: clientId, now: nowMs };
      await batch(db, {
        revoked: part(
          "UPDATE oidc_grant SET revoked_at_ms = :now WHERE id = :id AND client_id = :client_id AND revoked_at_ms IS NULL",
          parameters,
        ),
        note: after("revoked", await notes.of(note)),
      });
    },
  };
}

export const grantIn = (row: GrantRow): LiveGrant => ({
  name: { id: row.id, user: row.user, realm: row.realm },
  clientId: row.client_id,
  sessionId: row.session_id,
  scope: row.scope.split(" "),
  amr: JSON.parse(row.amr) as Amr[],
  signedInAtMs: row.signed_in_at_ms,
  expiresAtMs: row.expires_at_ms,
  serial: row.serial,
  person: personIn(row),
  refreshNumber: row.refresh_number ?? undefined,
});
