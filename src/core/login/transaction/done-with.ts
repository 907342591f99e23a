// What the finalize of a login gives: the token and its user, and to a browser more.

import type { Challenge } from "../../ports/tokens/challenge.ts";
import type { FinalizedLogin } from "../../ports/tokens/transactions.ts";
import { factorsOf } from "./beginning-session.ts";

/** For one who has waited: the session is the same, and nobody hears of it twice. */
export const asRepeated = (done: FinalizedLogin): FinalizedLogin =>
  done.ok && done.inBrowser ? { ...done, inBrowser: { ...done.inBrowser, isRepeated: true } } : done;

export function doneWith(challenge: Challenge, isRepeated = false): FinalizedLogin {
  const { answeredBy, candidates, user, realm, browser, proximity = "", database } = challenge;
  const done = { ok: true, serial: answeredBy ?? "", user, realm } as const;
  const token = candidates.find(({ serial }) => serial === answeredBy);
  if (!browser || !token) return done;
  const { request, usedAtMs, isKnown } = browser;
  const inBrowser = {
    token: { id: token.id, generation: token.generation },
    ...factorsOf(challenge),
    proximity,
    isKnown,
    isRepeated,
    atMs: usedAtMs ?? 0,
    request,
    database,
  };
  return { ...done, inBrowser };
}
