// /accounts, beyond privacyIDEA: administrators and service accounts, with their API keys.

import {
  addAccount,
  addApiKey,
  changeAccount,
  listAccounts,
  removeAccount,
  removeApiKey,
} from "../../core/admin/accounts/accounts.ts";
import type { AccountView } from "../../core/ports/people/account-management.ts";
import { tellEach, tellTrue } from "../answer/envelope.ts";
import { isoOf, isoOrNull } from "../answer/iso-time.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readJsonBody } from "../request/json-body.ts";
import type { AccountJson } from "./shapes.ts";

export function accountRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on("GET /accounts", (_, call) => listAccounts(ports, call()), tellEach("accounts", accountJson));

  on("POST /accounts", async (c, call) => {
    const read = await readJsonBody(c);
    if (!read.ok) return read;
    const { password, ...account } = { realms: null, person: false, ...read.body };
    const added = await addAccount(ports, { ...account, password: password ?? undefined }, call());
    return added.ok ? tellTrue() : added;
  });

  on("PATCH /accounts/:name", async (c, call) => {
    const read = await readJsonBody(c);
    if (!read.ok) return read;
    const changed = await changeAccount(ports, c.req.param("name"), read.body, call());
    return changed.ok ? tellTrue() : changed;
  });

  on("DELETE /accounts/:name", (c, call) => removeAccount(ports, c.req.param("name"), call()), tellTrue);

  on("POST /accounts/:name/keys", async (c, call) => {
    c.header("Cache-Control", "no-store");
    const read = await readJsonBody(c);
    if (!read.ok) return read;
    const added = await addApiKey(ports, c.req.param("name"), read.body.expires_at ?? null, call());
    return added.ok ? { value: { id: added.id, key: added.key } } : added;
  });

  on(
    "DELETE /accounts/:name/keys/:id",
    (c, call) => removeApiKey(ports, c.req.param("name"), c.req.param("id"), call()),
    tellTrue,
  );
}

const accountJson = (account: AccountView): AccountJson => ({
  name: account.name,
  rights: account.rights,
  realms: account.realms,
  disabled: account.disabledAtMs !== null,
  password: account.hasPassword,
  person: account.isPerson,
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
