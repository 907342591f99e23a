// Sessions of several databases. Each is in its user's, and the browser's cookie names that one, so
// no other is asked. Every database has a copy of the clients, which the same batch reads.

import type { BrowserSession, BrowserSessionStore } from "../../../core/ports/oidc/browser-sessions.ts";
import type { Finder } from "../find.ts";

export function createShardedBrowserSessions(find: Finder): BrowserSessionStore {
  /** The name is from a cookie. An unknown one leads to the first, which lacks the session. */
  const of = (name: string | undefined) => find.named(name ?? find.home.name);
  const storeOf = ({ database }: { readonly database?: string | undefined }) => of(database).stores.browserSessions;

  return {
    async begin(session, origin, note) {
      const { earlier } = origin;
      const { name, stores } = of(session.database);
      const isHere = earlier && of(earlier.database).name === name;
      const here = isHere ? origin : { ...origin, earlier: undefined };
      const begun = await stores.browserSessions.begin(session, here, note);
      // The browser had a session of another person, who is in another database.
      if (begun && earlier && !isHere) await storeOf(earlier).drop(earlier);
      return begun && { ...begun, session: { ...begun.session, database: name } };
    },

    async look(key, clientId, nowMs) {
      const { name, stores } = of(key?.database);
      const context = await stores.browserSessions.look(key, clientId, nowMs);
      const placed = (session: BrowserSession | undefined) => session && { ...session, database: name };
      return { ...context, session: placed(context.session), due: placed(context.due) };
    },

    mark: (session, nowMs) => storeOf(session).mark(session, nowMs),
    drop: (key) => storeOf(key).drop(key),
    end: (session, note) => storeOf(session).end(session, note),
  };
}
