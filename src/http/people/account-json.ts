// Accounts as JSON.

import type { AccountView } from "../../core/ports/people/account-management.ts";
import { isoOf, isoOrNull } from "../answer/iso-time.ts";
import type { AccountJson } from "./shapes.ts";

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
