// A request claims a transaction as its own. Knowing a user, or even the id of a browser's login or
// sign-in, must not help an application: a claim of one kind is never true of another.

import type { ApplicationClaim, Challenge, Claim } from "../../ports/tokens/challenge.ts";
import { sameHash } from "./challenge.ts";

export function isTrue(claim: Claim, challenge: Challenge): boolean {
  const { browser, purpose } = challenge;
  switch (claim.kind) {
    case "application":
      return !browser && purpose === undefined && isNamed(claim, challenge);
    case "browser":
      return browser !== null && sameHash(browser.secretHash, claim.secretHash);
    // A transaction for one purpose is good for no other.
    case "purpose":
      return !browser && purpose !== undefined && sameHash(purpose, claim.purpose);
  }
}

/** Once answered, a serial means the token that answered. A claim must name user or serial. */
function isNamed({ serial, names }: ApplicationClaim, { answeredBy, candidates, user, realm }: Challenge): boolean {
  if (serial === undefined && names === undefined) return false;
  const byName = names === undefined || names.some((name) => name.user === user && name.realm === realm);
  const serials = answeredBy ? [answeredBy] : candidates.map((candidate) => candidate.serial);
  return byName && (serial === undefined || serials.includes(serial));
}
