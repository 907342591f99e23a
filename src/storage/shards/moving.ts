// While a user is being moved, an answer would count in the database that the user leaves, after
// its rows were copied. So the phone is told to send it again: nothing is counted or marked.

import type { ChallengeBox } from "../../core/login/transaction/challenge-box.ts";
import type { TokenLock } from "../../core/ports/tokens/lock.ts";
import { databaseOfUser, type ShardMap, UserMoving } from "../../core/shards/shard-map.ts";
import type { Settings } from "../../settings.ts";

export function unlessMoving(
  lock: TokenLock,
  settings: ShardMap & Pick<Settings, "adminRealm">,
  box: Pick<ChallengeBox, "current">,
): TokenLock {
  if (settings.shardMoving.length === 0) return lock;
  const open = async (): Promise<TokenLock> => {
    if (box.current && (await databaseOfUser(box.current, settings)).moving) throw new UserMoving();
    return lock;
  };
  return {
    acceptResponse: async (...rest) => (await open()).acceptResponse(...rest),
    countWrongResponse: async (...rest) => (await open()).countWrongResponse(...rest),
    isAnswerable: async (...rest) => (await open()).isAnswerable(...rest),
    acceptLogin: async (...rest) => (await open()).acceptLogin(...rest),
    withdraw: async (begun) => lock.withdraw(begun),
  };
}
