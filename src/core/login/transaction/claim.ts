// A request claims that a transaction is its own. There are three kinds of login, and a claim of one kind is never true of another:
// an application reaches neither a browser's login nor a sign-in here, however much it knows of the user.

import type { ApplicationClaim, Challenge, Claim } from "../../ports/tokens/challenge.ts";
import { sameHash } from "./challenge.ts";

export function isTrue(claim: Claim, challenge: Challenge): boolean {
  const { browser, purpose } = challenge;
  switch (claim.kind) {
    // An application that has come by the id of a browser's login, or of a sign-in, is as foreign to it as anyone.
    case "application":
      return !browser && purpose === undefined && isNamed(claim, challenge);
    case "browser":
      return browser !== null && sameHash(browser.secretHash, claim.secretHash);
    // A transaction opened for one purpose is good for no other.
    case "purpose":
      return !browser && purpose !== undefined && sameHash(purpose, claim.purpose);
  }
}

/** Once answered, a serial means the token that answered. A claim that names neither is no claim. */
function isNamed({ serial, names }: ApplicationClaim, { answeredBy, candidates, user, realm }: Challenge): boolean {
  if (serial === undefined && names === undefined) return false;
  const byName = names === undefined || names.some((name) => name.user === user && name.realm === realm);
  const serials = answeredBy ? [answeredBy] : candidates.map((candidate) => candidate.serial);
  return byName && (serial === undefined || serials.includes(serial));
}
