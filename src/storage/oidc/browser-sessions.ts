// Sessions of people in browsers, in the person's database, read with the token (./session-row.ts).
// Most begin in the batch that finalizes their login: ./session-beginning.ts.

import type {
  BrowserContext,
  BrowserKey,
  BrowserSession,
  BrowserSessionStore,
} from "../../core/ports/oidc/browser-sessions.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";
import { CLIENT_BY_ID, type ClientRow, clientIn } from "./client-row.ts";
import { CLIENTS_OF_SESSIONS, type SessionClientRow } from "./logout-notices.ts";
import { beginning, END_SESSION } from "./session-beginning.ts";
import { goodSession, IS_KEYS, type SessionRow, signedInOf } from "./session-row.ts";

type SessionSettings = Pick<Settings, "sessionIdleMs">;

/** Marked as seen so seldom that most uses only read. A session may thus end a bit early. */
const MARKED_EVERY_MS = 5 * 60 * 1000;

export function createBrowserSessionStore(
  db: D1Database,
  notes: Notes,
  { sessionIdleMs }: SessionSettings,
): BrowserSessionStore {
  const dueAfterMs = Math.min(MARKED_EVERY_MS, sessionIdleMs / 4);

  const ofKey = ({ id, secretHash }: BrowserKey) => ({ earlier: id ?? null, secret_hash: secretHash });

  async function lookAt(
    from: D1Database | D1DatabaseSession,
    key: BrowserKey | undefined,
    clientId: string | undefined,
    nowMs: number,
  ): Promise<BrowserContext> {
    const { client, session } = await batch(from, {
      client: clientId === undefined ? undefined : part<ClientRow>(CLIENT_BY_ID, { id: clientId }),
      session:
        key && part<SessionRow>(goodSession(IS_KEYS), { ...ofKey(key), now: nowMs, idle_since: nowMs - sessionIdleMs }),
    });
    const clientRow = client?.rows[0];
    const row = session?.rows[0];
    const signedIn = row && signedInOf(row);
    return {
      stored: clientRow && clientIn(clientRow),
      session: signedIn?.session,
      person: signedIn?.person,
      due: row && nowMs - row.seen_at_ms >= dueAfterMs ? signedIn?.session : undefined,
    };
  }

  return {
    async begin(session, origin, note) {
      const done = await batch(db, {
        ...beginning({ session, origin }, { sessionIdleMs }),
        note: after("begun", await notes.of(note)),
      });
      const [row] = done.good.rows;
      return row && signedInOf(row);
    },

    async look(key, clientId, nowMs) {
      if (key === undefined && clientId === undefined) return NOTHING_SEEN;
      const nearest = db.withSession("first-unconstrained");
      const context = await lookAt(nearest, key, clientId, nowMs);
      // A replica may lack a session or a client of a moment ago.
      const isWhole = (key === undefined || context.session) && (clientId === undefined || context.stored);
      return isWhole ? context : lookAt(db, key, clientId, nowMs);
    },

    async mark({ id }: BrowserSession, nowMs) {
      await statement(db, "UPDATE browser_session SET seen_at_ms = :now WHERE id = :id AND seen_at_ms < :now", {
        id,
        now: nowMs,
      }).run();
    },

    async drop(key) {
      await statement(db, END_SESSION, ofKey(key)).run();
    },

    async end({ id }, note) {
      const done = await batch(db, {
        clients: part<SessionClientRow>(CLIENTS_OF_SESSIONS, { ids: JSON.stringify([id]) }),
        session: part("DELETE FROM browser_session WHERE id = :id", { id }),
        note: after("session", await notes.of(note)),
      });
      return done.clients.rows.map((row) => clientIn(row).client);
    },
  };
}

const NOTHING_SEEN: BrowserContext = { stored: undefined, session: undefined, person: undefined, due: undefined };
