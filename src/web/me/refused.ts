// The words and the status of a refusal at /me.

import { lacksPin } from "../../core/me/confirm.ts";
import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { OwnAccount } from "../../core/ports/people/me.ts";
import type { Reason, ReasonCode } from "../../core/reasons.ts";
import type { Status } from "./own-pages.ts";
import type { MeWords, RefusedKey } from "./parts.tsx";

/** What a page says of each refusal; of any other it says that nothing was changed. */
const SAID: Readonly<Partial<Record<ReasonCode, RefusedKey>>> = {
  "confirmation-needed": "unconfirmed",
  "unknown-serial": "unknown",
  "not-answered": "notYet",
  "wrong-response": "wrong",
  "locked-by-response": "wrong",
  "challenge-not-open": "over",
  "nothing-to-finalize": "over",
  "too-many-requests": "tooMany",
};

export const refusalText = ({ code }: Reason, { refused }: MeWords): string => refused[SAID[code] ?? "other"];

/** For a page with the account, which can tell a missing PIN from a missing confirmation. */
export function textFor(
  reason: Reason | undefined,
  account: OwnAccount,
  session: BrowserSession,
  me: MeWords,
): string | undefined {
  if (reason?.code === "confirmation-needed" && lacksPin(account, session)) return me.refused.needsPin;
  return reason && refusalText(reason, me);
}

export function statusOf(reason: Reason | undefined): Status {
  if (!reason) return 200;
  if (reason.code === "too-many-requests") return 429;
  return reason.code === "confirmation-needed" || reason.code === "missing-right" ? 403 : 400;
}
