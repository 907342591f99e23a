// Calls to the help desk, each in its user's database.

import type { CallerStore } from "../../../core/ports/people/callers.ts";
import type { UserReading } from "../../../core/user.ts";
import type { Finder } from "../find.ts";

export function createShardedCallers(find: Finder): CallerStore {
  const of = async (user: UserReading): Promise<CallerStore> => (await find.ofUser(user)).stores.callers;
  return {
    make: async (caller, user, ...rest) => (await of(user)).make(caller, user, ...rest),
    second: async (caller, user, ...rest) => (await of(user)).second(caller, user, ...rest),
    list: async (caller, user, nowMs) => (await of(user)).list(caller, user, nowMs),
    async standing(caller, whose, nowMs) {
      const user = await find.resolve(whose);
      return (await of(user)).standing(caller, user, nowMs);
    },
    async open(named, ...rest) {
      const user = await find.resolve(named);
      return (await of(user)).open(user, ...rest);
    },
    seen: async (call, ...rest) => (await of(call)).seen(call, ...rest),
    prove: async (call, ...rest) => (await of(call)).prove(call, ...rest),
    refuse: async (call, ...rest) => (await of(call)).refuse(call, ...rest),
  };
}
