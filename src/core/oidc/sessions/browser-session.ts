// A sign-in that a browser keeps: the next application needs no scan. It ends when token or user is
// disabled, revoked, replaced or deleted, since every look compares the token with the sign-in's.

import { sha256Hex } from "../../../lib/bytes.ts";
import { type Amr, type BrowserKey, type BrowserSession, BY_PASS } from "../../ports/oidc/browser-sessions.ts";
import { takesRealm } from "../clients/client.ts";

/** REFEDS profiles: https://refeds.org/profile/mfa needs two factors, /sfa one. */
export const ACR_MFA = "https://refeds.org/profile/mfa";
export const ACR_SFA = "https://refeds.org/profile/sfa";

export const acrOf = (amr: readonly Amr[]): string => (amr.includes("mfa") ? ACR_MFA : ACR_SFA);

/** What an application asks of a sign-in. Requests of earlier versions say nothing of passes. */
interface SignInRules {
  readonly needsPin: boolean;
  readonly takesPass?: boolean;
  /** Whose users may sign in; all if empty. */
  readonly realms: readonly string[];
}

/** The person had a day pass and no phone. */
export const isByPass = (amr: readonly Amr[]): boolean => amr.length === 1 && amr[0] === BY_PASS[0];

/** An application that takes day passes takes them even if it asks for a PIN with the phone. */
export const isStrong = (amr: readonly Amr[], { needsPin, takesPass = false }: Omit<SignInRules, "realms">): boolean =>
  isByPass(amr) ? takesPass : !needsPin || amr.includes("mfa");

/** Whether an application takes a sign-in. */
export const isEnough = ({ amr, realm }: Pick<BrowserSession, "amr" | "realm">, rules: SignInRules): boolean =>
  isStrong(amr, rules) && takesRealm(rules, realm);

/** The session as one client knows it (Back-Channel Logout 1.0 §2.1). Two cannot compare theirs. */
export const sidFor = ({ id }: Pick<BrowserSession, "id">, clientId: string): Promise<string> =>
  sha256Hex(`${id} ${clientId}`);

/**
 * The session's id, by which its row is found, and after it the secret. Names of databases have no
 * dot. A single database is not named.
 */
export const cookieOf = ({ id, database }: Pick<BrowserSession, "id" | "database">, secret: string): string =>
  database === undefined ? `${id}${secret}` : `${database}.${id}${secret}`;

/** Undefined for any other text. Cookies of earlier versions have the secret alone. */
export async function keyIn(cookie: string | undefined): Promise<BrowserKey | undefined> {
  const [, database, id, secret] =
    /^(?:([A-Z][A-Z0-9_]{0,30})\.)?([0-9a-f]{32})?([0-9a-f]{64})$/.exec(cookie ?? "") ?? [];
  return secret === undefined ? undefined : { id, secretHash: await sha256Hex(secret), database };
}
