// A person who leaves is shut out: every state of a login, every door, dates, undoing, and a
// directory beside the desk.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import worker from "../../../src/index.ts";
import { auditRows } from "../../support/audit.ts";
import { answer, answered, endLogin, enrolledUser, readFailCount, trigger } from "../../support/login.ts";
import { addSession, codeFor, type MadeClient, makeClient, redeem, refreshWith, userinfoWith } from "../../support/oidc/oidc.ts";
import { Browser, inputIn } from "../../support/pages/browser.ts";
import { locationIn, ME_SIGN_IN, openMe, signedIn } from "../../support/pages/me.ts";
import { admin, asAdmin, check, enrol, initToken, makePhone, reasonOf, resultOf, serviceAccount, tokenOf, request } from "../../support/service.ts";

beforeAll(async () => {
  await admin();
});

const pathOf = (user: string) => `/user/realm1/${user}/block`;
const block = (user: string, fields: Record<string, string> = {}) => asAdmin("POST", pathOf(user), fields);
const unblock = (user: string) => asAdmin("DELETE", pathOf(user));
const userOf = async (user: string) => resultOf(await asAdmin("GET", `/user/realm1/${user}`));
const makeLink = (user: string) => asAdmin("POST", "/token/enrollmentlink", { user });
const DAY_MS = 24 * 3600_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const cron = (nowMs = Date.now()) =>
  worker.scheduled(createScheduledController({ scheduledTime: new Date(nowMs) }), env as Env);
const events = async (user: string) => {
  const rows = (await auditRows({ user })).filter(({ event }) => /^USER_(DE|)ACTIVATED$/.test(event));
  return rows.map(({ event, detail, administrator }) => `${event} ${detail} ${administrator}`);
};

it("lets nobody in by an old invitation", async () => {
  const { value } = (await makeLink("invited")).json.result;
  expect(await block("invited", { reason: "left" })).toMatchObject({ status: 200 });
  expect((await makeLink("invited")).status).toBe(409);
  const browser = new Browser();
  const page = await browser.request(new URL(value.link).pathname);
  expect(page.text).not.toContain("<form");
  expect(await userOf("invited")).toMatchObject({ blocked_by: "admin", blocked_reason: "left" });
});
