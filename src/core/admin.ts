// What administrators do to tokens. Each is one batch that checks the caller's right itself.

import type { Caller, ForCaller, Ports, Right, Subject, TokenChange, TokenRecord } from "./ports.ts";
import { type Outcome, refuse } from "./reasons.ts";

export async function listTokens(
  ports: Ports,
  caller: Caller,
  filter: Subject,
): Promise<Outcome<{ readonly tokens: readonly TokenRecord[] }>> {
  const listed = await ports.tokens.list(caller, filter);
  if (!listed.allowed) return refuse({ code: listed.why, right: "tokenlist" });
  const { user, tokens } = listed.value;
  if (user && !user.known) return refuse({ code: "unknown-user", user: user.name, realm: user.realm });
  return { ok: true, tokens };
}

export type Changed = Outcome<{ readonly changed: number }>;

export const setActive = async (ports: Ports, caller: Caller, serial: string, active: boolean): Promise<Changed> =>
  changed(active ? "enable" : "disable", serial, await ports.tokens.setActive(caller, serial, active));

export const resetFailCount = async (ports: Ports, caller: Caller, serial: string): Promise<Changed> =>
  changed("reset", serial, await ports.tokens.resetFailCount(caller, serial));

export const removeToken = async (ports: Ports, caller: Caller, serial: string): Promise<Changed> =>
  changed("delete", serial, await ports.tokens.remove(caller, serial));

/** Ends a transaction that waits for its answer or for its finalize. */
export async function cancelTransaction(ports: Ports, caller: Caller, transactionId: string): Promise<Changed> {
  const may = await ports.admins.may(caller, "getchallenges");
  if (!may.allowed) return refuse({ code: may.why, right: "getchallenges" });
  const found = await ports.transactions.cancel(transactionId);
  return { ok: true, changed: found === "open" || found === "answered" ? 1 : 0 };
}

function changed(right: Right, serial: string, result: ForCaller<TokenChange>): Changed {
  if (!result.allowed) return refuse({ code: result.why, right });
  if (result.value === "unknown-serial") return refuse({ code: "unknown-serials", serial });
  if (result.value === "revoked") return refuse({ code: "token-revoked" });
  return { ok: true, changed: result.value.changed };
}
