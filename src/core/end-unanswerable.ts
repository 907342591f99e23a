// Ends open logins that no token can answer, after a change has taken their tokens away. Answers
// would be refused anyway, but polls and page would wait for the phone until the expiry.
//
// The trail finds the logins, and each object asks the database itself: no login waits for this,
// and telling one too often does no harm. A login whose row is not written yet just expires.

import type { Call } from "./call.ts";
import type { Ports } from "./ports/index.ts";
import type { UserReading } from "./user.ts";

type Needed = Pick<Ports, "openLogins" | "transactions" | "settings">;

/** The attempt ids of the user's newest logins that may still be open. */
export const openedBy = ({ openLogins, settings }: Needed, owner: UserReading, nowMs: number) =>
  openLogins.openedBy(owner, nowMs - settings.challengeValidityMs);

/** To be called after the change. */
export const endUnanswerable = async ({ transactions }: Needed, attemptIds: readonly string[]): Promise<void> => {
  await Promise.all(
    attemptIds.map(async (attemptId) => {
      const sessionKey = await transactions.sessionKeyOfAttempt(attemptId);
      if (sessionKey !== undefined) await transactions.endUnanswerable(sessionKey);
    }),
  );
};

/** Does both after the reply, for the owners of tokens that have changed. */
export const endUnanswerableOf = (ports: Needed, owners: readonly UserReading[], call: Call): void =>
  call.afterwards(() =>
    Promise.all(owners.map(async (owner) => endUnanswerable(ports, await openedBy(ports, owner, call.nowMs)))),
  );
