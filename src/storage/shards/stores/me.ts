// The accounts of people in several databases, each in its user's. During a move a change could
// stay behind in the earlier database, and a disowned phone would be good again. So every call asks
// the map, and the page says to come again.

import type { SelfStore } from "../../../core/ports/people/me.ts";
import type { UserReading } from "../../../core/user.ts";
import type { Finder } from "../find.ts";

export function createShardedSelf(find: Finder): SelfStore {
  const of = async (owner: UserReading): Promise<SelfStore> => (await find.ofUser(owner)).stores.self;
  return {
    look: async (session, ...rest) => (await of(session)).look(session, ...rest),
    confirm: async (session, ...rest) => (await of(session)).confirm(session, ...rest),
    rename: async (session, ...rest) => (await of(session)).rename(session, ...rest),
    remove: async (session, ...rest) => (await of(session)).remove(session, ...rest),
    setPin: async (session, ...rest) => (await of(session)).setPin(session, ...rest),
    addLink: async (session, ...rest) => (await of(session)).addLink(session, ...rest),
    tokensOf: async (owner) => (await of(owner)).tokensOf(owner),
    setRecovery: async (session, ...rest) => (await of(session)).setRecovery(session, ...rest),
    emailOf: async (owner) => (await of(owner)).emailOf(owner),
    recoveryOf: async (owner) => (await of(owner)).recoveryOf(owner),
    recover: async (owner, ...rest) => (await of(owner)).recover(owner, ...rest),
    endSessions: async (session, ...rest) => (await of(session)).endSessions(session, ...rest),
    endAll: async (session, ...rest) => (await of(session)).endAll(session, ...rest),
    disown: async (session, ...rest) => (await of(session)).disown(session, ...rest),
  };
}
