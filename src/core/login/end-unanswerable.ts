// Ends the open logins that no token can answer any more, once a change has taken their tokens away. Any answer would be refused anyway;
// without this, polls and the page of the person would say until the expiry that the phone is awaited.
//
// The logins are found in the trail and each object asks the database itself, so a login waits for nothing of this, and telling an
// object too often does no harm. A login whose row is not written yet is missed, and so is one that opens meanwhile: those expire.

import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { UserReading } from "../user.ts";

type Needed = Pick<Ports, "openLogins" | "transactions" | "settings">;

/** The attempt ids of the logins that this user has begun and that may still be open, the newest ones. */
export const openedBy = ({ openLogins, settings }: Needed, owner: UserReading, nowMs: number) =>
  openLogins.openedBy(owner, nowMs - settings.challengeValidityMs);

/** Call this after the change. */
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
