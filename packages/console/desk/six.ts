// What the six buttons of a person's page are for: where each leads, the rights that it needs, what
// a caller shows for it, and why it may be grey.

import type { GivingAct, TokenJson, UserJson } from "../../../src/for-console.ts";
import type { Viewer } from "../frame/session.ts";
import { phonesOf } from "../tokens/token-actions.ts";
import type { ConsoleWords } from "../words/words.ts";

interface Six {
  readonly page: string;
  /** Of each list, one right is enough; the first is the one that is named. */
  readonly rights: readonly (readonly string[])[];
  /** The act for which a caller shows who they are; without it, none is asked. */
  readonly act?: GivingAct;
  /** Whether the API refuses it for the user of the account's own name. */
  readonly gives?: boolean;
  readonly needs?: "phone" | "lock";
}

export const SIX = {
  newPhone: { page: "new-phone", rights: [["tokenlist"], ["enrollTIQR"]], act: "link", gives: true },
  lost: { page: "lost", rights: [["tokenlist"], ["disable", "enrollTIQR"]], act: "link", needs: "phone" },
  forgotPin: { page: "new-pin", rights: [["tokenlist"], ["setrandompin"]], act: "pin", gives: true, needs: "phone" },
  locked: { page: "unlock", rights: [["tokenlist"], ["reset"]], gives: true, needs: "lock" },
  notMe: {
    page: "not-me",
    rights: [["tokenlist"], ["disable"], ["setrandompin"]],
    act: "pin",
    gives: true,
    needs: "phone",
  },
  left: { page: "block", rights: [["disable"]] },
} as const satisfies Readonly<Record<string, Six>>;
export type SixName = keyof typeof SIX;

export interface SixProps {
  readonly user: UserJson;
  /** Undefined if this account may not see them. */
  readonly tokens: readonly TokenJson[] | undefined;
  readonly account: Viewer;
  readonly words: ConsoleWords;
}

/** Why the button is grey; undefined if it is not. */
export function greyReason(
  name: SixName,
  { user, tokens = [], account, words: { six } }: SixProps,
): string | undefined {
  const { rights, gives, needs }: Six = SIX[name];
  const missing = rights.find((some) => !some.some(account.may));
  if (missing) return six.reasons.right(missing[0] ?? "");
  // A block of the desk's own can still come to what a directory has deactivated.
  if (user.blocked_at !== null || (user.deactivated_at !== null && name !== "left")) return six.reasons.blocked;
  if (gives && account.rights !== "all" && account.name === user.username) return six.reasons.own;
  if (needs === "phone" && phonesOf(tokens).length === 0) return six.reasons.noPhone;
  if (needs === "lock" && !tokens.some(({ locks, revoked }) => !revoked && locks.length > 0))
    return six.reasons.notLocked;
  return undefined;
}
