// The database has done what it was asked, and its reply is lost: nothing happens twice, and what was
// decided stands.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { type DatabaseHook, mendDatabaseOf, watchDatabaseOf, watchedDatabase } from "../../support/bindings.ts";
import { enrolledUser } from "../../support/login.ts";
import {
  askCiba,
  askPhoneAt,
  cibaClient,
  confirmAt,
  newestTicketOf,
  pollFor,
  withCiba,
} from "../../support/oidc/ciba.ts";
import type { MadeClient } from "../../support/oidc/oidc.ts";
import { type Send, withSettings } from "../../support/service.ts";

let over: Send;
let shop: MadeClient;
beforeAll(async () => {
  over = await withCiba();
  shop = await cibaClient(over);
  vi.spyOn(console, "error").mockImplementation(() => {});
});

/** The reply of each batch that has this statement is lost. */
const losing =
  (statement: string): DatabaseHook =>
  async ({ method, text }, next) => {
    const result = await next();
    if (method === "batch" && text.includes(statement)) throw new Error("the connection is gone");
    return result;
  };

const withLosses = (statement: string): Promise<Send> =>
  withSettings({ CIBA: "on", DB: watchedDatabase(env.DB, losing(statement)) });

it("an answer is good when it comes again, and is once in the trail", async () => {
  const gil = await enrolledUser("gil");
  const { auth_req_id } = (await askCiba(over, shop, { login_hint: "gil" })).json;
  const { link, fields } = await askPhoneAt(await newestTicketOf(over, "gil"));
  await watchDatabaseOf(fields.transaction_id, losing("ciba_request"));
  expect((await gil.phone.login(link)).told).not.toBe("logged-in");
  await mendDatabaseOf(fields.transaction_id);
  expect((await gil.phone.login(link)).told).toBe("logged-in");
  for (const event of ["CHALLENGE_ANSWERED", "CONFIRMATION_GIVEN"] as const)
    expect(await auditRows({ user: "gil", event })).toHaveLength(1);
  expect((await pollFor(over, shop, auth_req_id)).status).toBe(200);
});

it("a question stands, and is not asked a second time", async () => {
  const hal = await enrolledUser("hal");
  expect((await askCiba(await withLosses("INSERT INTO ciba_request"), shop, { login_hint: "hal" })).status).toBe(503);
  expect((await askCiba(over, shop, { login_hint: "hal" })).status).toBe(403);
  expect((await confirmAt(await newestTicketOf(over, "hal"), hal)).outcome.told).toBe("logged-in");
});

it("tokens were given, and are not given again", async () => {
  const ira = await enrolledUser("ira");
  const { auth_req_id } = (await askCiba(over, shop, { login_hint: "ira" })).json;
  await confirmAt(await newestTicketOf(over, "ira"), ira);
  expect((await pollFor(await withLosses("INSERT INTO oidc_grant"), shop, auth_req_id)).status).toBe(503);
  expect((await pollFor(over, shop, auth_req_id)).json.error).toBe("invalid_grant");
  expect(await auditRows({ user: "ira", event: "TOKENS_GIVEN" })).toHaveLength(1);
});
