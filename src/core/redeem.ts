// What an application does with the code that a browser brings back from the login page: it asks, server to server and with
// an account, whose login that was. Once. The code names its transaction, whose object keeps the hash of the rest.

import { sha256Hex } from "../lib/bytes.ts";
import { type AdminCall, entryOf, type Said } from "./audit.ts";
import type { ReturnTo } from "./challenge.ts";
import type { Ports, Redeemed } from "./ports.ts";
import { type Outcome, refuse } from "./reasons.ts";

const RIGHT = "redeemlogin";

export async function redeemLogin(
  ports: Ports,
  code: string,
  returnTo: ReturnTo,
  call: AdminCall,
): Promise<Outcome<Redeemed>> {
  const [transactionId = "", secret = ""] = code.split(".", 2);
  const said = (parts: Said) => call.afterwards(() => ports.audit.write(entryOf(call, parts)));
  // Before the code is looked at: who may not redeem must not spend one.
  const may = await ports.admins.may(call.caller, RIGHT);
  if (!may.allowed) {
    said({ success: false, reason: may.why });
    return refuse({ code: may.why, right: RIGHT });
  }
  const redeemed = await ports.transactions.redeem(transactionId, await sha256Hex(secret), returnTo);
  if (redeemed.ok) {
    const { user, realm, serial } = redeemed;
    said({ success: true, event: "LOGIN_REDEEMED", authentication: "ACCEPT", user, realm, serial, transactionId });
  } else said({ success: false, authentication: "REJECT", reason: redeemed.reason.code });
  return redeemed;
}
