// /accounts, beyond privacyIDEA: administrators and service accounts, with their API keys.

import type { Context } from "hono";
import {
  addAccount,
  addApiKey,
  changeAccount,
  listAccounts,
  removeAccount,
  removeApiKey,
} from "../../core/admin/accounts/accounts.ts";
import type { Outcome } from "../../core/reasons.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { readJsonBody } from "../request/json-body.ts";
import { accountJson } from "./account-json.ts";

const ALL = "/accounts";
const ONE = "/accounts/:name";
const KEYS = "/accounts/:name/keys";
const KEY = "/accounts/:name/keys/:id";

export function accountRoutes({ ports, callerOf }: Pick<Deps, "ports" | "callerOf">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(`${ALL}/*`, requireAdmin({ callerOf, ports }));
  const done = (c: Context, outcome: Outcome<object>) =>
    outcome.ok ? success<"POST /accounts">(c, { value: true }) : refused(c, outcome.reason);

  app.get(ALL, async (c) => {
    const listed = await listAccounts(ports, adminCallOf(c));
    if (!listed.ok) return refused(c, listed.reason);
    return success<"GET /accounts">(c, { value: listed.accounts.map((account) => accountJson(account)) });
  });

  app.post(ALL, async (c) => {
    const read = await readJsonBody(c, "POST /accounts");
    if (!read.ok) return refused(c, read.reason);
    const { password, ...account } = { realms: null, ...read.body };
    return done(c, await addAccount(ports, { ...account, password: password ?? undefined }, adminCallOf(c)));
  });
  onlyMethods(app, ALL, ["GET", "POST"]);

  app.patch(ONE, async (c) => {
    const read = await readJsonBody(c, "PATCH /accounts/:name");
    if (!read.ok) return refused(c, read.reason);
    return done(c, await changeAccount(ports, c.req.param("name"), read.body, adminCallOf(c)));
  });

  app.delete(ONE, async (c) => done(c, await removeAccount(ports, c.req.param("name"), adminCallOf(c))));
  onlyMethods(app, ONE, ["PATCH", "DELETE"]);

  app.post(KEYS, async (c) => {
    c.header("Cache-Control", "no-store");
    const read = await readJsonBody(c, "POST /accounts/:name/keys");
    if (!read.ok) return refused(c, read.reason);
    const { expires_at: expiresAtMs = null } = read.body;
    const added = await addApiKey(ports, c.req.param("name"), expiresAtMs, adminCallOf(c));
    if (!added.ok) return refused(c, added.reason);
    return success<"POST /accounts/:name/keys">(c, { value: { id: added.id, key: added.key } });
  });
  onlyMethods(app, KEYS, ["POST"]);

  app.delete(KEY, async (c) =>
    done(c, await removeApiKey(ports, c.req.param("name"), c.req.param("id"), adminCallOf(c))),
  );
  onlyMethods(app, KEY, ["DELETE"]);
  return app;
}
