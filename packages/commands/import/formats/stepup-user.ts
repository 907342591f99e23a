// A user of Stepup-tiqr or tiqr-server-libphp, who has one phone, no serial and no PIN: their first
// factor is elsewhere.
import { openStoredSecret } from "../crypt/openssl-secret.ts";
import { type ForeignRecord, NO_TOKEN } from "../record.ts";
import { isOn, numberInValue, textInValue, trimmedOf } from "../values.ts";

/** tiqr-server-libphp's only suite. */
const SUITE = "OCRA-1:HOTP-SHA1-6:QH10-S";

type Name = "displayName" | "secret" | "loginAttempts" | "blocked" | "notificationType" | "notificationAddress";
export type StepupUser = Readonly<Record<Name, unknown>> & { readonly userId: string | undefined };

export function stepupRecord(where: string, user: StepupUser, keys: ReadonlyMap<string, string>): ForeignRecord {
  const { userId } = user;
  if (userId === undefined) return { ok: false, where, why: "it has no userid" };
  const stored = trimmedOf(user.secret);
  const opened = stored === undefined ? undefined : openStoredSecret(stored, keys);
  if (opened && !opened.ok) return { ok: false, where, user: userId, why: opened.why };
  const [type, address] = [trimmedOf(user.notificationType), trimmedOf(user.notificationAddress)];
  return {
    ok: true,
    where,
    token: {
      ...NO_TOKEN,
      owner: { key: userId, login: userId, realm: undefined },
      identity: userId,
      displayName: trimmedOf(user.displayName),
      suite: SUITE,
      secret: opened?.secret,
      description: textInValue(user.displayName),
      failCount: numberInValue(user.loginAttempts) ?? 0,
      // A block of some minutes (tmpblocktimestamp) will be over, and does not come along.
      locked: isOn(user.blocked, false),
      notification: type !== undefined && address !== undefined ? { type, address } : undefined,
    },
  };
}
