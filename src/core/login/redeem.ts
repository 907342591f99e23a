// What an application does with the code that a browser brings back from the login page: it asks, server to server and with
// an account, whose login that was. Once. The code names its transaction, whose object keeps the hash of the rest.
// The right to ask is one for each origin: an application that has come by another's code learns nothing with it.

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

/** Nothing has the origin `null`, which stands for an address that is none. */
const rightFor = (url: string): RedeemRight => `${PREFIX}${URL.canParse(url) ? new URL(url).origin : "null"}`;

/** Whether the text is such a right that can be given: its origin is written as a browser writes it. */
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
