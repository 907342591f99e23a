// Tokens and pages as addresses and replies name them.

import type { LockPath } from "../../core/token/lock.ts";

/** A token as GET /token/ shows it. */
export interface TokenJson {
  readonly serial: string;
  readonly username: string;
  readonly user_realm: string;
  readonly description: string;
  readonly active: boolean;
  readonly revoked: boolean;
  /** The first that keeps it from a login now, or `active`. */
  readonly state: "revoked" | "disabled" | "locked" | "not-enrolled" | "not-valid-now" | "active";
  readonly failcount: number;
  readonly maxfail: number;
  /** Those that are closed now. */
  readonly locks: readonly { readonly path: LockPath; readonly until: string | null }[];
  readonly rollout_state: string;
  readonly enrollment: {
    readonly state: "started" | "fetched" | "enrolled" | "expired";
    readonly qr_code_uses: number;
  };
  readonly info: Readonly<Record<string, string>>;
}

export const tokenPage = (serial: string): string => `/console/tokens/${encodeURIComponent(serial)}`;

/** A page number from an address; whatever is none is the first. */
export const pageNumber = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 && number <= 100_000 ? number : 1;
};
