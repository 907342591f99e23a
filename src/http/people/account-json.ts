// Accounts as JSON: how requests name them, and how answers show them.

import type { GivenAccount, GivenChange } from "../../core/admin/accounts/accounts.ts";
import { RIGHTS } from "../../core/caller.ts";
import type { AccountView } from "../../core/ports/people/account-management.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import { isoOf, isoOrNull } from "../answer/iso-time.ts";
import { type Given, isRealms, isTexts, MAX_REALMS } from "../request/given-fields.ts";

const KNOWN: readonly string[] = ["*", ...RIGHTS];

const isRights = (given: unknown): given is string[] => isTexts(given) && given.every((right) => KNOWN.includes(right));
const isRealmsOrAll = (given: unknown): given is string[] | null =>
  given === null || (isRealms(given) && given.length > 0);

const RIGHTS_EXPECTED = `expected a list of ${KNOWN.join(", ")}`;
const REALMS_EXPECTED = `expected null or a list of 1 to ${MAX_REALMS} realms in lower case`;

export function readAccount(given: Given): Outcome<{ readonly account: GivenAccount }> {
  const { name, rights, realms = null, password = null } = given;
  // No path can hold these two (URL §4.1), so such an account could not be changed.
  if (typeof name !== "string" || [".", ".."].includes(name)) return invalidParameter("name", "expected a text");
  if (!isRights(rights)) return invalidParameter("rights", RIGHTS_EXPECTED);
  if (!isRealmsOrAll(realms)) return invalidParameter("realms", REALMS_EXPECTED);
  if (password !== null && typeof password !== "string") return invalidParameter("password", "expected a text");
  return { ok: true, account: { name, rights: [...new Set(rights)], realms, password: password ?? undefined } };
}

export function readChange(given: Given): Outcome<{ readonly change: GivenChange }> {
  const { rights, realms, disabled, password } = given;
  if (rights !== undefined && !isRights(rights)) return invalidParameter("rights", RIGHTS_EXPECTED);
  if (realms !== undefined && !isRealmsOrAll(realms)) return invalidParameter("realms", REALMS_EXPECTED);
  if (disabled !== undefined && typeof disabled !== "boolean")
    return invalidParameter("disabled", "expected true or false");
  if (password !== undefined && typeof password !== "string") return invalidParameter("password", "expected a text");
  const change = {
    ...(rights === undefined ? {} : { rights: [...new Set(rights)] }),
    ...(realms === undefined ? {} : { realms }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(password === undefined ? {} : { password }),
  };
  return { ok: true, change };
}

/** `expires_at`: a time as in ISO 8601. Left out or null: the key does not expire. */
export function readExpiry(given: Given, nowMs: number): Outcome<{ readonly expiresAtMs: number | null }> {
  const { expires_at: at = null } = given;
  if (at === null) return { ok: true, expiresAtMs: null };
  const expiresAtMs = typeof at === "string" && /^\d{4}-\d\d-\d\d(T|$)/.test(at) ? Date.parse(at) : Number.NaN;
  // NaN is not later than anything.
  if (!(expiresAtMs > nowMs))
    return invalidParameter("expires_at", "expected a time to come, such as 2027-01-31T12:00:00Z");
  return { ok: true, expiresAtMs };
}

export type ApiKeyJson = {
  readonly id: string;
  readonly created_at: string | null;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
};

export type AccountJson = {
  readonly name: string;
  readonly rights: readonly string[];
  readonly realms: readonly string[] | null;
  readonly disabled: boolean;
  readonly password: boolean;
  readonly second_factor: boolean;
  readonly created_at: string | null;
  readonly last_used_at: string | null;
  readonly keys: readonly ApiKeyJson[];
};

export const accountJson = (account: AccountView): AccountJson => ({
  name: account.name,
  rights: account.rights,
  realms: account.realms,
  disabled: account.disabledAtMs !== null,
  password: account.hasPassword,
  second_factor: account.hasPhone,
  created_at: isoOf(account.createdAtMs),
  last_used_at: isoOrNull(account.lastUsedAtMs),
  keys: account.keys.map(({ id, createdAtMs, expiresAtMs, lastUsedAtMs }) => ({
    id,
    created_at: isoOf(createdAtMs),
    expires_at: isoOrNull(expiresAtMs),
    last_used_at: isoOrNull(lastUsedAtMs),
  })),
});
