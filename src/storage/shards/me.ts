// The own accounts of people in several databases. A session says in which database its person is.

import type { BrowserSession } from "../../core/oidc/browser-session.ts";
import type { SelfStore } from "../../core/ports/me.ts";
import type { Finder } from "./find.ts";

export function createShardedSelf(find: Finder): SelfStore {
  const of = ({ database }: BrowserSession): SelfStore => find.named(database ?? find.home.name).stores.self;
  return {
    look: (session, nowMs) => of(session).look(session, nowMs),
    confirm: (session, ...rest) => of(session).confirm(session, ...rest),
    rename: (session, ...rest) => of(session).rename(session, ...rest),
    remove: (session, ...rest) => of(session).remove(session, ...rest),
    setPin: (session, ...rest) => of(session).setPin(session, ...rest),
    addLink: (session, ...rest) => of(session).addLink(session, ...rest),
    tokensOf: async (owner) => (await find.ofUser(owner)).stores.self.tokensOf(owner),
    setRecovery: (session, ...rest) => of(session).setRecovery(session, ...rest),
    recoveryOf: async (owner) => (await find.ofUser(owner)).stores.self.recoveryOf(owner),
    recover: async (owner, ...rest) => (await find.ofUser(owner)).stores.self.recover(owner, ...rest),
    endSessions: (session, ...rest) => of(session).endSessions(session, ...rest),
    disown: (session, ...rest) => of(session).disown(session, ...rest),
  };
}
