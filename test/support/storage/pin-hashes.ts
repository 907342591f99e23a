// The PIN hashes that an attacker can make the service compute; they are its most expensive work
// (src/core/token/pin.ts).

import { env } from "cloudflare:workers";

let hashes = 0;
const original = crypto.subtle.deriveBits.bind(crypto.subtle);
crypto.subtle.deriveBits = (...args: Parameters<SubtleCrypto["deriveBits"]>) => {
  hashes++;
  return original(...args);
};

/** The cost of the work, in PIN hashes. */
export async function hashesOf(work: () => Promise<unknown>): Promise<number> {
  const before = hashes;
  await work();
  return hashes - before;
}

/** The tokens of the user who has most of them. */
export async function mostTokens(): Promise<number> {
  const counted = "SELECT count(*) AS tokens FROM token GROUP BY user, realm ORDER BY tokens DESC LIMIT 1";
  return (await env.DB.prepare(counted).first<number>("tokens")) ?? 0;
}
