// A sign-in that a browser keeps, so that the next application needs no scan. It is over when its token or user is disabled, revoked,
// replaced or deleted: every look compares the token with the moment at which it answered.

import { sha256Hex } from "../../lib/bytes.ts";
import type { DatabaseName } from "../slots.ts";
import type { TokenMoment } from "../token.ts";
import type { UserReading } from "../user.ts";

/** How a person has signed in: RFC 8176. `swk`: a phone with a key of its own; `otp`: digits typed in from it. */
export type Amr = "swk" | "otp" | "pin" | "mfa";

export interface BrowserSession extends UserReading {
  /** SHA-256 in hex of the secret in the browser's cookie. Applications never see it: they get `sidFor`. */
  readonly id: string;
  readonly serial: string;
  readonly token: TokenMoment;
  readonly amr: readonly Amr[];
  readonly signedInAtMs: number;
  readonly expiresAtMs: number;
  /** The database of the user; undefined where there is one database. */
  readonly database?: DatabaseName | undefined;
}

/** REFEDS names both: https://refeds.org/profile/mfa needs two factors, /sfa one. */
export const ACR_MFA = "https://refeds.org/profile/mfa";
export const ACR_SFA = "https://refeds.org/profile/sfa";

/** The session as one client knows it (OpenID Connect Back-Channel Logout 1.0 §2.1). Two clients cannot join what they know by it. */
export const sidFor = ({ id }: Pick<BrowserSession, "id">, clientId: string): Promise<string> =>
  sha256Hex(`${id} ${clientId}`);

export const acrOf = (amr: readonly Amr[]): string => (amr.includes("mfa") ? ACR_MFA : ACR_SFA);
