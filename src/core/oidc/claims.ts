// What a client learns of a person by its granted scopes: OpenID Connect Core 1.0 §5.4. Only
// administrators set attributes, so an e-mail address counts as verified.

import type { Settings } from "../../settings.ts";
import { emailOf } from "../mail-address.ts";
import type { Person } from "../ports/oidc/browser-sessions.ts";
import { usernameOf } from "./username.ts";

type ClaimSettings = Pick<Settings, "defaultRealm" | "emailTemplate">;

export interface PersonClaims {
  readonly preferred_username?: string;
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: true;
  readonly groups?: readonly string[];
}

export function claimsOf(person: Person, scope: readonly string[], settings: ClaimSettings): PersonClaims {
  const email = emailOf(person, settings);
  return {
    ...(scope.includes("profile") && { preferred_username: usernameOf(person, settings), name: displayNameOf(person) }),
    ...(scope.includes("email") && email !== undefined && { email, email_verified: true as const }),
    ...(scope.includes("groups") && { groups: person.groups }),
  };
}

export const displayNameOf = ({ displayName, user }: Person): string => displayName || user;
