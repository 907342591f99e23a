// GET /metrics: counters for a monitor.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { sumRows } from "../../../src/storage/numbers/sum-rows.ts";
import {
  admin,
  asAdminOver,
  enrol,
  openLogin,
  postOver,
  requestOver,
  resultOf,
  type Send,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";

let app: Send;
beforeAll(async () => {
  app = await withSettings({});
  await admin();
});

async function numbers(): Promise<Readonly<Record<string, number>>> {
  const { status, text, headers } = await asAdminOver(app, "GET", "/metrics");
  expect([status, headers.get("Content-Type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  const lines = text
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("#"));
  for (const line of lines) expect(line).toMatch(/^tiqr_\w+(\{[^}]*\})? [\d.]+$/);
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
  );
}

const PIN_FAIL = 'tiqr_events_total{event="PIN_FAIL",reason="wrong-pin"}';
const LOGINS = 'tiqr_events_total{event="LOGIN_SUCCESS",reason=""}';

it("counts what the trail holds, before and after cron has summed it, and when the rows are gone", async () => {
  const { phone } = await enrol({ user: "ada", pin: "1234" }, { send: app });
  await postOver(app, "/validate/check", { user: "ada", pass: "wrong" });
  const { link, id } = await openLogin({ user: "ada", pass: "1234" }, app);
  await phone.login(link);
  await postOver(app, "/validate/check", { user: "ada", transaction_id: id, pass: "" });
  const before = await numbers();
  expect([before[PIN_FAIL], before[LOGINS], before.tiqr_answer_seconds_count]).toEqual([1, 1, 1]);
  expect(before['tiqr_answer_seconds_bucket{le="300"}']).toBe(1);
  await sumRows(env.DB);
  const summed = await numbers();
  for (const name of [PIN_FAIL, LOGINS, "tiqr_answer_seconds_count"]) expect(summed[name]).toBe(before[name]);
  await env.DB.exec("DELETE FROM audit");
  await postOver(app, "/validate/check", { user: "ada", pass: "wrong" });
  const later = await numbers();
  expect([later[PIN_FAIL], later[LOGINS]]).toEqual([2, 1]);
});

it("counts locked tokens, and the time since cron ran", async () => {
  await enrol({ user: "bob", pin: "1234" }, { send: app });
  for (let tries = 0; tries < 10; tries++) await postOver(app, "/validate/check", { user: "bob", pass: "wrong" });
  await env.DB.prepare("UPDATE housekeeping SET ran_at_ms = ?")
    .bind(Date.now() - 90_000)
    .run();
  const { tiqr_locked_tokens: locked, tiqr_housekeeping_age_seconds: age } = await numbers();
  expect(locked).toBe(1);
  expect(age).toBeGreaterThanOrEqual(90);
  expect(age).toBeLessThan(150);
});

it("counts open logins until they end", async () => {
  await enrol({ user: "cyd", pin: "1234" }, { send: app });
  const before = (await numbers()).tiqr_open_logins ?? Number.NaN;
  await openLogin({ user: "cyd", pass: "1234" }, app);
  expect((await numbers()).tiqr_open_logins).toBe(before + 1);
  await env.DB.prepare("UPDATE audit SET at_ms = at_ms - 121000 WHERE attempt_id <> ''").run();
  expect((await numbers()).tiqr_open_logins).toBe(0);
});

it("tells how far each endpoint of events is behind, its failures, and whether it is enabled", async () => {
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const body = JSON.stringify({ url: "https://siem.example.org/in", events: ["LOGIN_REDEEMED"] });
  const { id } = resultOf(await requestOver(app, "/events/endpoints", { method: "POST", headers, body }));
  await runInDurableObject(env.EVENTS.getByName(id), (_, { storage }) => {
    const state = storage.kv.get<{ reached: Record<string, number> }>("state");
    const { DB = 0 } = state?.reached ?? {};
    storage.kv.put("state", { ...state, reached: { DB: DB - 3 }, failures: 2 });
    return storage.deleteAlarm();
  });
  const told = await numbers();
  expect(told[`tiqr_webhook_behind_rows{endpoint="${id}"}`]).toBeGreaterThanOrEqual(3);
  expect(told[`tiqr_webhook_failures{endpoint="${id}"}`]).toBe(2);
  expect(told[`tiqr_webhook_enabled{endpoint="${id}"}`]).toBe(1);
});

it("needs the right metrics", async () => {
  const monitor = await serviceAccount("monitor", ["metrics"]);
  expect((await requestOver(app, "/metrics", { headers: monitor })).status).toBe(200);
  const auditor = await serviceAccount("auditor", ["auditlog"]);
  expect((await requestOver(app, "/metrics", { headers: auditor })).status).toBe(403);
  expect((await requestOver(app, "/metrics")).status).toBe(401);
});
