// /accounts, beyond privacyIDEA: administrators and service accounts, with their API keys.

import {
  addAccount,
  addApiKey,
  changeAccount,
  listAccounts,
  removeAccount,
  removeApiKey,
} from "../../core/admin/accounts/accounts.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readJsonBody } from "../request/json-body.ts";
import { accountJson } from "./account-json.ts";

export function accountRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on(
    "GET /accounts",
    (_, call) => listAccounts(ports, call()),
    ({ accounts }) => ({ value: accounts.map((account) => accountJson(account)) }),
  );

  on(
    "POST /accounts",
    async (c, call) => {
      const read = await readJsonBody(c);
      if (!read.ok) return read;
      const { password, ...account } = { realms: null, ...read.body };
      return addAccount(ports, { ...account, password: password ?? undefined }, call());
    },
    () => ({ value: true }),
  );

  on(
    "PATCH /accounts/:name",
    async (c, call) => {
      const read = await readJsonBody(c);
      return read.ok ? changeAccount(ports, c.req.param("name"), read.body, call()) : read;
    },
    () => ({ value: true }),
  );

  on(
    "DELETE /accounts/:name",
    (c, call) => removeAccount(ports, c.req.param("name"), call()),
    () => ({ value: true }),
  );

  on(
    "POST /accounts/:name/keys",
    async (c, call) => {
      c.header("Cache-Control", "no-store");
      const read = await readJsonBody(c);
      if (!read.ok) return read;
      const { expires_at: expiresAtMs = null } = read.body;
      return addApiKey(ports, c.req.param("name"), expiresAtMs, call());
    },
    ({ id, key }) => ({ value: { id, key } }),
  );

  on(
    "DELETE /accounts/:name/keys/:id",
    (c, call) => removeApiKey(ports, c.req.param("name"), c.req.param("id"), call()),
    () => ({ value: true }),
  );
}
