// A request claims that a transaction is its own. There are three kinds of login, and a claim of one kind is never true of another:
// an application reaches neither a browser's login nor a sign-in here, however much it knows of the user.

import type { NamedUser } from "../../token.ts";
import type { UserReading } from "../../user.ts";
import { type Challenge, sameHash } from "./challenge.ts";

export type Claim =
  /** An application keeps the transaction_id to itself, and names whom it logs in: a user, a serial, or both. */
  | {
      readonly kind: "application";
      readonly serial: string | undefined;
      readonly named: NamedUser | undefined;
      /** The readings of the user's name. */
      readonly names: readonly UserReading[] | undefined;
    }
  /** The login page, with its transaction_id, may be copied, so the browser also shows the secret in its cookie. SHA-256 in hex. */
  | { readonly kind: "browser"; readonly secretHash: string }
  /** A sign-in, a confirmation or a trial shows the text it was opened for, which only its opener can make again. */
  | { readonly kind: "purpose"; readonly purpose: string };

export type ApplicationClaim = Extract<Claim, { kind: "application" }>;

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
