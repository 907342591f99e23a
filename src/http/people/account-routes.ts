// /accounts: administrators and service accounts, with their API keys. privacyIDEA has no such routes for administrators.

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
import { readFields } from "../request/given-fields.ts";
import type { Answers } from "../wire.ts";
import { accountJson, readAccount, readChange, readExpiry } from "./account-json.ts";

const ALL = "/accounts";
const ONE = "/accounts/:name";
const KEYS = "/accounts/:name/keys";
const KEY = "/accounts/:name/keys/:id";

export function accountRoutes({ ports, callerOf }: Pick<Deps, "ports" | "callerOf">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(`${ALL}/*`, requireAdmin({ callerOf, ports }));
  const done = (c: Context, outcome: Outcome<object>) =>
    outcome.ok ? success<Answers["POST /accounts"]>(c, { value: true }) : refused(c, outcome.reason);

  app.get(ALL, async (c) => {
    const listed = await listAccounts(ports, adminCallOf(c));
    if (!listed.ok) return refused(c, listed.reason);
    return success<Answers["GET /accounts"]>(c, { value: listed.accounts.map((account) => accountJson(account)) });
  });

  app.post(ALL, async (c) => {
    const read = await readFields(c);
    if (!read.ok) return refused(c, read.reason);
    const account = readAccount(read.given);
    return account.ok ? done(c, await addAccount(ports, account.account, adminCallOf(c))) : refused(c, account.reason);
  });
  onlyMethods(app, ALL, ["GET", "POST"]);

  app.patch(ONE, async (c) => {
    const read = await readFields(c);
    if (!read.ok) return refused(c, read.reason);
    const change = readChange(read.given);
    if (!change.ok) return refused(c, change.reason);
    return done(c, await changeAccount(ports, c.req.param("name"), change.change, adminCallOf(c)));
  });

  app.delete(ONE, async (c) => done(c, await removeAccount(ports, c.req.param("name"), adminCallOf(c))));
  onlyMethods(app, ONE, ["PATCH", "DELETE"]);

  app.post(KEYS, async (c) => {
    c.header("Cache-Control", "no-store");
    const read = await readFields(c);
    if (!read.ok) return refused(c, read.reason);
    const expiry = readExpiry(read.given, Date.now());
    if (!expiry.ok) return refused(c, expiry.reason);
    const added = await addApiKey(ports, c.req.param("name"), expiry.expiresAtMs, adminCallOf(c));
    if (!added.ok) return refused(c, added.reason);
    return success<Answers["POST /accounts/:name/keys"]>(c, { value: { id: added.id, key: added.key } });
  });
  onlyMethods(app, KEYS, ["POST"]);

  app.delete(KEY, async (c) =>
    done(c, await removeApiKey(ports, c.req.param("name"), c.req.param("id"), adminCallOf(c))),
  );
  onlyMethods(app, KEY, ["DELETE"]);
  return app;
}
