// The settings that all flows see, typed, with their units in their names. src/config.ts reads them from the environment.

import type { LockRule } from "./core/token/lock.ts";
import type { ServiceIdentity } from "./tiqr/metadata.ts";
import type { UrlFormat } from "./tiqr/urls.ts";

/** What the flows know of the configuration. */
export interface Settings extends ServiceIdentity {
  readonly urlFormat: UrlFormat;
  /** OCRA suite of new tokens. */
  readonly ocraSuite: string;
  readonly defaultRealm: string;
  /** Where administrators have their own tokens, under the names of their accounts; for /auth alone. Not the default realm. */
  readonly adminRealm: string;
  /** Whether administrators sign in with a phone alone, and never with the password only. */
  readonly phonesRequired: boolean;
  /** Whether user names that differ only in case are one user. */
  readonly foldUserCase: boolean;
  /** Whether a check of a PIN tells strangers nothing of who exists, and in which state. */
  readonly hidesUsers: boolean;
  /** The same of our own login page. Which state a token is in, it tells behind a right PIN alone in any case. */
  readonly hidesUsersAtLogin: boolean;
  readonly challengeValidityMs: number;
  readonly enrolmentValidityMs: number;
  readonly maxFail: number;
  /** Whether a phone whose own response has brought a permanent lock is told so. Some then block the account for good. */
  readonly blocksPhone: boolean;
  readonly lockRule: LockRule;
  readonly pinIterations: number;
  /** Of a PIN that is given, in characters. */
  readonly pinMinLength: number;
  /** Whether a token must have a PIN. */
  readonly pinRequired: boolean;
  /** Tokens that one user may have, and how many of these active; 0: any number. */
  readonly maxTokensPerUser: number;
  readonly maxActiveTokensPerUser: number;
}
