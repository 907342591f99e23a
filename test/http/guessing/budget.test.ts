// What strangers leave in the trail, by HTTP on the worker itself: a few full rows in each window,
// and signed counts that add up to the requests.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import worker from "../../../src/index.ts";
import { auditRows, emptyTrail, runSql } from "../../support/audit.ts";
import { atOnce } from "../../support/login.ts";
import { admin, enrol, initToken, ORIGIN, type Send, withSettings } from "../../support/service.ts";

const WINDOW_MS = 300_000;
const START = (Math.floor(Date.now() / WINDOW_MS) + 1) * WINDOW_MS;

let send: Send;
beforeAll(async () => {
  await admin();
  send = await withSettings({});
  for (let user = 0; user < 60; user++) await initToken({ user: `typo${user}`, pin: "1234", serial: `TYPO${user}` });
  for (let user = 0; user < 30; user++) await enrol({ user: `bare${user}`, serial: `BARE${user}` });
});
beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM refusal_count");
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(START);
});
afterEach(() => {
  vi.useRealTimers();
});

const post = async (path: string, fields: Record<string, string>, from: string): Promise<Response> =>
  send(
    new Request(ORIGIN + path, {
      method: "POST",
      headers: { "CF-Connecting-IP": from },
      body: new URLSearchParams(fields),
    }),
  );
const cron = () => worker.scheduled(createScheduledController({ scheduledTime: new Date(START + WINDOW_MS) }), env);
const total = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);

it("600 wrong PINs", async () => {
  for (let time = 0; time < 10; time++)
    await atOnce(60, (user) =>
      post("/validate/check", { user: `typo${user}`, pass: "0000" }, `2001:db8:1:${(user % 12).toString(16)}::1`),
    );
  const full = await auditRows();
  console.log("FULL", full.length, (await runSql("SELECT * FROM refusal_count")).results.length);
  await cron();
  expect(total(await auditRows())).toBe(600);
});

it("750 openings", async () => {
  for (let time = 0; time < 25; time++)
    await atOnce(30, (user) =>
      post("/validate/check", { user: `bare${user}`, pass: "" }, `2001:db8:${10 + (time % 5)}::1`),
    );
  const full = await auditRows();
  console.log("FULL", full.length, (await runSql("SELECT * FROM refusal_count")).results.length);
  await cron();
  expect(total(await auditRows())).toBe(750);
});
