// A browser brings a code back from the login page. Its application asks once, server to server and with an account, which user
// has logged in. The code names its transaction, and the transaction's object keeps the hash of the rest of the code.
// Each origin has its own right to ask, so an application learns nothing from a code that belongs to another.

import { sha256Hex } from "../../lib/bytes.ts";
import { entryOf } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import type { RedeemRight } from "../caller.ts";
import type { ReturnTo } from "../challenge.ts";
import type { Ports } from "../ports/index.ts";
import type { Redeemed } from "../ports/transactions.ts";
import type { Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

const PREFIX = "redeemlogin:";

/** An address without an origin gets `null`, for which no right can be given. */
const rightFor = (url: string): RedeemRight => `${PREFIX}${URL.canParse(url) ? new URL(url).origin : "null"}`;

/** True for a right that can be given: its origin is written as a browser writes it. */
export const isRedeemRight = (text: string): text is RedeemRight =>
  /^redeemlogin:https?:/.test(text) && rightFor(text.slice(PREFIX.length)) === text;

export async function redeemLogin(
  ports: Ports,
  code: string,
  returnTo: ReturnTo,
  call: AdminCall,
): Promise<Outcome<Redeemed>> {
  const [transactionId = "", secret = ""] = code.split(".", 2);
  // An account without the right must not spend a code, so this check comes before the look at the code.
  const may = await ports.admins.may(call.caller, rightFor(returnTo.url));
  if (!may.ok) return refuseAndNote(ports, call, may.reason);
  const redeemed = await ports.transactions.redeem(transactionId, await sha256Hex(secret), returnTo);
  if (!redeemed.ok) return refuseAndNote(ports, call, redeemed.reason, { authentication: "REJECT" });
  const { user, realm, serial, attemptId } = redeemed;
  const whose = { user, realm, serial, attemptId };
  const entry = entryOf(call, { success: true, event: "LOGIN_REDEEMED", authentication: "ACCEPT", ...whose });
  call.afterwards(() => ports.audit.write(entry));
  return redeemed;
}
