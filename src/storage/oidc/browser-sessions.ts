// Sessions of people in browsers, in the person's database, read with the token: ./session-row.ts.
//
// - two sign-ins at once: each has a secret; the browser keeps one cookie, and the other idles out
// - a sign-in and a change of its token: the change comes first (no session), or ends the session

import type { BrowserContext, BrowserSession, BrowserSessionStore } from "../../core/ports/oidc/browser-sessions.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { statement } from "../sql/sql.ts";
import { CLIENT_COLUMNS, type ClientRow, clientIn } from "./client-row.ts";
import { TOLD_CLIENTS, type ToldRow } from "./logout-notices.ts";
import { GOOD_SESSION, type SessionRow, signedInOf, tokenStands } from "./session-row.ts";

type SessionSettings = Pick<Settings, "sessionIdleMs">;

/** Marked as seen so seldom that most uses only read. A session may thus end a bit early. */
const MARKED_EVERY_MS = 5 * 60 * 1000;

const TOKEN_STANDS = `${tokenStands(":token_id", ":token_generation")} AND token.user = :user AND token.realm = :realm`;

/** It was not used for too long, or its time is over. */
const RAN_OUT = "(expires_at_ms <= :now OR seen_at_ms <= :idle_since)";

/**
 * The person signs in again in the same browser. A session that ran out must not go on: what it had
 * given would live again, and its applications would take it for the same sign-in.
 */
const AGAIN = `UPDATE browser_session SET secret_hash = :secret_hash, serial = :serial, token_id = :token_id,
    token_generation = :token_generation, amr = :amr, client = :client, signed_in_at_ms = :now, seen_at_ms = :now,
    expires_at_ms = :expires
  WHERE secret_hash = :earlier AND user = :user AND realm = :realm AND NOT ${RAN_OUT}
    AND EXISTS (SELECT 1 FROM token WHERE ${TOKEN_STANDS})`;

/** Unless the session went on under its new secret, or the same sign-in has begun it already. */
const BEGIN = `INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms,
    seen_at_ms, expires_at_ms, secret_hash)
  SELECT :id, :user, :realm, :serial, :token_id, :token_generation, :amr, :client, :now, :now, :expires, :secret_hash
  FROM token WHERE ${TOKEN_STANDS} AND NOT EXISTS (SELECT 1 FROM browser_session WHERE secret_hash = :secret_hash)`;

/** Cron tells its applications, and deletes it. */
const END = "UPDATE browser_session SET expires_at_ms = 0 WHERE secret_hash = :earlier";

/** Applications are not told of a session that only ran out, unless another person has come. */
const END_EARLIER = `${END} AND secret_hash <> :secret_hash AND NOT (user = :user AND realm = :realm AND ${RAN_OUT})`;

export function createBrowserSessionStore(
  db: D1Database,
  notes: Notes,
  { sessionIdleMs }: SessionSettings,
): BrowserSessionStore {
  const dueAfterMs = Math.min(MARKED_EVERY_MS, sessionIdleMs / 4);

  const lookFor = (secretHash: string, nowMs: number) => ({
    secret_hash: secretHash,
    now: nowMs,
    idle_since: nowMs - sessionIdleMs,
  });

  async function lookAt(
    from: D1Database | D1DatabaseSession,
    secretHash: string | undefined,
    clientId: string | undefined,
    nowMs: number,
  ): Promise<BrowserContext> {
    const { client, session } = await batch(from, {
      client:
        clientId === undefined
          ? undefined
          : statement<ClientRow>(from, `SELECT ${CLIENT_COLUMNS} FROM oidc_client WHERE id = :id`, { id: clientId }),
      session:
        secretHash === undefined ? undefined : statement<SessionRow>(from, GOOD_SESSION, lookFor(secretHash, nowMs)),
    });
    const [clientRow, row] = [client?.rows[0], session?.rows[0]];
    const signedIn = row && signedInOf(row);
    return {
      stored: clientRow && clientIn(clientRow),
      session: signedIn?.session,
      person: signedIn?.person,
      due: row && nowMs - row.seen_at_ms >= dueAfterMs ? signedIn?.session : undefined,
    };
  }

  return {
    async begin(session, secretHash, client, earlier, note) {
      const { id, user, realm, serial, token, amr, signedInAtMs, expiresAtMs } = session;
      const parameters = {
        ...lookFor(secretHash, signedInAtMs),
        id,
        user,
        realm,
        serial,
        token_id: token.id,
        token_generation: token.generation,
        amr: JSON.stringify(amr),
        client,
        expires: expiresAtMs,
        earlier: earlier?.secretHash ?? null,
      };
      const done = await batch(db, {
        again: earlier && statement(db, AGAIN, parameters),
        begun: statement(db, BEGIN, parameters),
        note: after("begun", await notes.of(note)),
        earlier: earlier && statement(db, END_EARLIER, parameters),
        good: statement<SessionRow>(db, GOOD_SESSION, parameters),
      });
      const [row] = done.good.rows;
      return row && signedInOf(row);
    },

    async look(key, clientId, nowMs) {
      if (key === undefined && clientId === undefined) return NOTHING_SEEN;
      const nearest = db.withSession("first-unconstrained");
      const context = await lookAt(nearest, key?.secretHash, clientId, nowMs);
      // A replica may lack a session or a client of a moment ago.
      const isWhole = (key === undefined || context.session) && (clientId === undefined || context.stored);
      return isWhole ? context : lookAt(db, key?.secretHash, clientId, nowMs);
    },

    async mark({ id }: BrowserSession, nowMs) {
      await statement(db, "UPDATE browser_session SET seen_at_ms = :now WHERE id = :id AND seen_at_ms < :now", {
        id,
        now: nowMs,
      }).run();
    },

    async drop({ secretHash }) {
      await statement(db, END, { earlier: secretHash }).run();
    },

    async end({ id }, note) {
      const done = await batch(db, {
        clients: statement<ToldRow>(db, TOLD_CLIENTS, { ids: JSON.stringify([id]) }),
        session: statement(db, "DELETE FROM browser_session WHERE id = :id", { id }),
        note: after("session", await notes.of(note)),
      });
      return done.clients.rows.map((row) => clientIn(row).client);
    },
  };
}

const NOTHING_SEEN: BrowserContext = { stored: undefined, session: undefined, person: undefined, due: undefined };
