// The reasons for which a route may refuse. Most follow from the rest of its definition.

import { GIVING_RIGHTS, type NeededRight } from "../../core/caller.ts";
import type { PublicCode } from "../answer/reason-header.ts";
import { type Definition, isOfAccounts } from "./definition.ts";

export const OF_PARAMETERS = ["invalid-parameter", "too-long", "nul-character", "too-large"] as const;
const OF_ACCOUNTS = [
  "missing-authorization",
  "invalid-authorization",
  "expired-authorization",
  "wrong-role",
  "signed-out",
] as const;

/** The reasons of routes that name a user or a token. */
export const OF_SUBJECT = ["missing-parameter", "control-character", "user-too-long", "foreign-serial"] as const;

/** The reasons of a refused login: status 200, or one of privacyIDEA's errors. */
export const OF_LOGIN = [
  ...OF_SUBJECT,
  ...["missing-subject", "unknown-serial", "no-tokens", "token-disabled", "token-locked", "token-revoked"],
  ...["token-not-valid-now", "token-not-enrolled", "key-lost", "wrong-pin", "not-answered", "too-many-requests"],
] as const;

export function reasonsOf(definition: Definition): readonly PublicCode[] {
  const { right, takes, body, reasons = [] } = definition;
  const hasRight = isOfAccounts(definition) && right !== "signed-in";
  return [
    ...new Set<PublicCode>([
      ...reasons,
      ...(takes || body ? OF_PARAMETERS : []),
      ...(isOfAccounts(definition) ? OF_ACCOUNTS : []),
      ...(hasRight ? (["missing-right", "other-realm"] as const) : []),
      ...(right && GIVING_RIGHTS.has(right as NeededRight) ? (["own-person"] as const) : []),
      "unavailable",
    ]),
  ];
}
