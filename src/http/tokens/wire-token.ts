// Tokens, open logins and enrolment links as JSON, for the calls in ../wire.ts. Rows have further keys for privacyIDEA's
// clients, which the console does not read.

import type { LinkState } from "../../core/enrolment/link.ts";
import type { KnownEnrolmentState } from "../../core/ports/tokens/enrolments.ts";
import type { LockPath } from "../../core/token/lock.ts";
import type { TokenState } from "../../core/token.ts";

/** The progress of an enrolment, as GET /token/, polls and WebSockets tell it. */
export type EnrolmentJson<State = KnownEnrolmentState> = {
  readonly state: State;
  readonly qr_code_uses: number;
};

/** The logins of a token that are refused now. `until` is null if only a reset helps. */
export type LockJson = { readonly path: LockPath; readonly failcount: number; readonly until: string | null };

export type TokenJson = {
  readonly serial: string;
  readonly username: string;
  readonly user_realm: string;
  readonly description: string;
  readonly active: boolean;
  readonly revoked: boolean;
  /** The first state that keeps the token from a login now, or `active`. */
  readonly state: TokenState;
  readonly failcount: number;
  readonly maxfail: number;
  readonly locks: readonly LockJson[];
  readonly rollout_state: string;
  readonly enrollment: EnrolmentJson;
  readonly info: Readonly<Record<string, string>>;
};

/** An open login, as an administrator sees it. */
export type ChallengeJson = {
  readonly transaction_id: string;
  readonly serial: string;
  readonly timestamp: string;
  readonly expiration: string;
  readonly otp_received: boolean;
};

export type LinkJson = {
  readonly id: string;
  readonly user: string;
  readonly realm: string;
  readonly serial: string;
  readonly state: LinkState;
  readonly made_by: string;
  readonly made_at: string;
  readonly expires_at: string;
};
