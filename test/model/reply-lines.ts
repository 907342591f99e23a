// Replies of the service, written as the model writes them (words.ts): only the essentials, one
// line each.

import { successLine } from "./words.ts";

export function replyLine(status: number, text: string): string {
  const { result, detail } = JSON.parse(text);
  if (result.error) return `${status} ${result.error.code} ${result.error.message}`;
  const { message, challenge_status, transaction_state, multi_challenge, serial, tokens } = detail ?? {};
  const serials = multi_challenge?.map((entry: { serial: string }) => entry.serial).join() || undefined;
  return successLine({ ...result, detail: [message, challenge_status, transaction_state, serials, serial, tokens] });
}

/** A token of GET /token/. */
export function tokenLine(token: Record<string, unknown>): string {
  const { serial, username, active, revoked, failcount, maxfail, rollout_state } = token;
  const locks = (token.locks as { path: string }[]).map(({ path }) => path).sort();
  const words = [serial, username || "nobody's", active ? "active" : "disabled", revoked && "revoked"];
  return [...words, `${failcount}/${maxfail}`, ...locks, !revoked && rollout_state].filter(Boolean).join(" ");
}
