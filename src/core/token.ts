// Tokens and users as stored, and what follows from a token's record.

import { type Clock, type Failures, locksOf } from "./token/lock.ts";
import type { NamedUser } from "./user.ts";

export type RolloutState = "clientwait" | "enrolled";

export interface TokenRecord {
  /** Never given twice, so a token recreated under an old serial is a different one. */
  readonly id: number;
  readonly serial: string;
  /** A new enrolment, PIN or user, or revocation, raises it and ends earlier transactions. */
  readonly generation: number;
  /** Null, like the realm, when the token has no user. */
  readonly user: string | null;
  readonly realm: string | null;
  readonly description: string;
  /** Texts that administrators keep with the token. */
  readonly info: Readonly<Record<string, string>>;
  readonly active: boolean;
  /** The job that has disabled it, so that this can be taken back, or SHUT_OUT_MARK; else null. */
  readonly disabledByJob: string | null;
  /** Revocation is final. */
  readonly revoked: boolean;
  readonly rolloutState: RolloutState;
  /** The failures of each path that has any. */
  readonly failures: readonly Failures[];
  /** Failures in a row that close a path. */
  readonly maxFail: number;
  readonly validFromMs: number | null;
  readonly validUntilMs: number | null;
  readonly suite: string;
  /** The hash of the PIN, sealed; null without a PIN. */
  readonly sealedPin: string | null;
  /** The code of the day pass, sealed; null without one. Until when, and how often, it counts. */
  readonly sealedPass: string | null;
  readonly passUntilMs: number | null;
  readonly passLeft: number;
  /** The phone's secret, sealed; null until the phone has enrolled. */
  readonly sealedSecret: string | null;
  /** The phone's name for the account; null: it follows from the user, as in earlier versions. */
  readonly identity: string | null;
  /** The service under which the phone filed the account; null: TIQR_SERVICE_IDENTIFIER. */
  readonly serviceIdentifier: string | null;
  /** The end of the latest enrolment; null when there is none. */
  readonly sessionExpiresAtMs: number | null;
  /** How often its QR code was used. After a second use, someone else may have it. */
  readonly sessionUses: number;
  readonly createdAtMs: number;
  readonly assignedAtMs: number | null;
  readonly lastAuthMs: number | null;
  /** The first right answer of its phone; null until then. */
  readonly provenAtMs: number | null;
  /** Browsers that the person used before this moment count as strange; 0: all may be known. */
  readonly browsersSinceMs: number;
  /** Whether the help desk has drawn the PIN and read it out. */
  readonly pinGiven?: boolean;
}

/** In `disabledByJob` in place of a job, whose ids are longer: the person is kept out. */
export const SHUT_OUT_MARK = "user";

/** A token at a moment, which guards every statement of an open transaction. */
export type TokenMoment = Pick<TokenRecord, "id" | "generation">;

/** The subject of a request: a serial, a user, or a serial claimed to be a user's. */
export interface Subject {
  readonly serial: string | undefined;
  readonly named: NamedUser | undefined;
  /** The key by which a directory must know the named user. Without it the name alone counts. */
  readonly externalId?: string | undefined;
}

export interface SubjectView {
  /** The named user with its realm resolved; undefined if only a serial was named. */
  readonly user: { readonly name: string; readonly realm: string; readonly known: boolean } | undefined;
  /** The token of the serial, or else all tokens of the user. */
  readonly tokens: readonly TokenRecord[];
  /** The user's other tokens if a serial was named: their phones may answer by mistake. */
  readonly others: readonly TokenRecord[];
}

/** The most tokens in one login. Each costs a PIN hash, so an attacker's request stays bounded. */
export const MAX_TOKENS_OF_LOGIN = 10;

/** A token is as new as its latest enrolment, or as it was where it was taken over from. */
export const newnessOf = ({ sessionExpiresAtMs, createdAtMs }: TokenRecord): number =>
  sessionExpiresAtMs ?? createdAtMs;

/**
 * Picks the likeliest tokens: those with a phone first; of these the newest phone, whose owner ten
 * others would keep out; then the last used or enrolled. LIKELIEST in
 * src/storage/tokens/conditions.ts does the same.
 */
export function likeliest(tokens: readonly TokenRecord[]): readonly TokenRecord[] {
  if (tokens.length <= MAX_TOKENS_OF_LOGIN) return tokens;
  const isEnrolled = ({ rolloutState }: TokenRecord) => rolloutState === "enrolled";
  const newest = Math.max(...tokens.filter(isEnrolled).map(newnessOf));
  const isNewest = (token: TokenRecord) => newnessOf(token) === newest;
  const at = (token: TokenRecord) => Math.max(token.lastAuthMs ?? 0, newnessOf(token));
  return tokens
    .toSorted(
      (a, b) =>
        Number(isEnrolled(b)) - Number(isEnrolled(a)) ||
        Number(isNewest(b)) - Number(isNewest(a)) ||
        at(b) - at(a) ||
        b.id - a.id,
    )
    .slice(0, MAX_TOKENS_OF_LOGIN)
    .toSorted((a, b) => a.id - b.id);
}

/** Whether its phone has never given a right answer: it may not have heard that it enrolled. */
export const isUnproven = ({ rolloutState, provenAtMs }: TokenRecord): boolean =>
  rolloutState === "enrolled" && provenAtMs === null;

export const isValidAt = ({ validFromMs, validUntilMs }: TokenRecord, nowMs: number): boolean =>
  nowMs >= (validFromMs ?? 0) && nowMs < (validUntilMs ?? Number.POSITIVE_INFINITY);

/** What first keeps a token from all or some logins now, or `active`. */
export type TokenState = "revoked" | "disabled" | "locked" | "not-enrolled" | "not-valid-now" | "active";

export function tokenState(token: TokenRecord, clock: Clock): TokenState {
  if (token.revoked) return "revoked";
  if (!token.active) return "disabled";
  if (locksOf(token, clock).length > 0) return "locked";
  if (token.rolloutState !== "enrolled") return "not-enrolled";
  return isValidAt(token, clock.nowMs) ? "active" : "not-valid-now";
}
