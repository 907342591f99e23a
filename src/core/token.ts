// Tokens and users as stored, and the properties of a token that follow from its record.

import { type Clock, type Failures, locksOf } from "./token/lock.ts";
import type { NamedUser } from "./user.ts";

export type RolloutState = "clientwait" | "enrolled";

export interface TokenRecord {
  /** The database never gives an id twice, so a token recreated under an old serial is a different one. */
  readonly id: number;
  readonly serial: string;
  /** A new enrolment, a new PIN, another user or revocation raises it, which ends the transactions opened before. */
  readonly generation: number;
  /** Null, like the realm, when the token has no user. */
  readonly user: string | null;
  readonly realm: string | null;
  readonly description: string;
  /** Texts that administrators keep with the token. */
  readonly info: Readonly<Record<string, string>>;
  readonly active: boolean;
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
  /** The hash of the PIN, sealed; null for a token without PIN. */
  readonly sealedPin: string | null;
  /** The phone's secret, sealed; null until the phone has enrolled. */
  readonly sealedSecret: string | null;
  /** The phone's name for the account; null: it follows from the user, as for every token of an earlier version. */
  readonly identity: string | null;
  /** The service under which the phone has filed the account; null: TIQR_SERVICE_IDENTIFIER. */
  readonly serviceIdentifier: string | null;
  /** The end of the latest enrolment; null when there is none. */
  readonly sessionExpiresAtMs: number | null;
  /** How often its QR code was used. After a second use, another person may have it. */
  readonly sessionUses: number;
  readonly createdAtMs: number;
  readonly assignedAtMs: number | null;
  readonly lastAuthMs: number | null;
}

/** A token at a moment: the guard of every statement that an open transaction leads to. */
export type TokenMoment = Pick<TokenRecord, "id" | "generation">;

/** The subject of a request: a serial, a user, or a serial claimed to be a user's. */
export interface Subject {
  readonly serial: string | undefined;
  readonly named: NamedUser | undefined;
}

/** The stored state of a subject. */
export interface SubjectView {
  /** The named user with its realm resolved; undefined when a serial alone was named. */
  readonly user: { readonly name: string; readonly realm: string; readonly known: boolean } | undefined;
  /** The token of the serial, or else all tokens of the user. */
  readonly tokens: readonly TokenRecord[];
  /** The user's other tokens, when a serial was named. They take no part, but their phones may answer by mistake. */
  readonly others: readonly TokenRecord[];
}

/** The most tokens of one user in one login. Each costs a PIN hash, so this bounds the cost of an attacker's request. */
export const MAX_TOKENS_OF_LOGIN = 10;

/** A token is as new as its latest enrolment. One that was taken over has none here, and is as new as it was there. */
const newnessOf = ({ sessionExpiresAtMs, createdAtMs }: TokenRecord): number => sessionExpiresAtMs ?? createdAtMs;

/**
 * Picks the likeliest tokens: those with a phone first, and of these the newest phone, since somebody who has just got it would
 * be kept out by ten others, and then those that were used or enrolled last. LIKELIEST in src/storage/tokens/conditions.ts does
 * the same.
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

export const isValidAt = ({ validFromMs, validUntilMs }: TokenRecord, nowMs: number): boolean =>
  nowMs >= (validFromMs ?? 0) && nowMs < (validUntilMs ?? Number.POSITIVE_INFINITY);

/** The first obstacle that keeps a token from all or some logins now, or `active`. */
export type TokenState = "revoked" | "disabled" | "locked" | "not-enrolled" | "not-valid-now" | "active";

export function tokenState(token: TokenRecord, clock: Clock): TokenState {
  if (token.revoked) return "revoked";
  if (!token.active) return "disabled";
  if (locksOf(token, clock).length > 0) return "locked";
  if (token.rolloutState !== "enrolled") return "not-enrolled";
  return isValidAt(token, clock.nowMs) ? "active" : "not-valid-now";
}
