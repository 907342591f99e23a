// Whoever helps a person reads that person's trail: what strangers did beyond the budget is there,
// too, however many others were attacked at the time, and nothing of those others.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import worker from "../../../src/index.ts";
import { WINDOW_MS } from "../../../src/storage/audit/refusal-count.ts";
import { emptyTrail, runSql } from "../../support/audit.ts";
import { admin, asAdmin, initToken, ORIGIN, resultOf, type Send, withSettings } from "../../support/service.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const START = (Math.floor(Date.now() / WINDOW_MS) + 1) * WINDOW_MS;

let send: Send;
beforeAll(async () => {
  await admin();
  send = await withSettings({});
  for (const user of ["alice", "bob"]) await initToken({ user, realm: "desk", pin: "1234", serial: `${user}1` });
  await initToken({ user: "alice", realm: "desk", pin: "1234", serial: "alice2" });
  await initToken({ user: "alice", realm: "other", pin: "1234", serial: "namesake" });
});
beforeEach(async () => {
  await emptyTrail();
  for (const table of ["refusal_count", "lock"]) await runSql(`DELETE FROM ${table}`);
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(START);
  await runSql(
    `INSERT INTO refusal_count (minute, network, reason, event, serial, count, noted)
     VALUES (${START / 60_000}, '', '*', '', '', 0, 120)`,
  );
});
afterEach(() => {
  vi.useRealTimers();
});

async function guess(user: string, realm: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const body = new URLSearchParams({ user, realm, pass: "0" });
    const headers = { "CF-Connecting-IP": "192.0.2.1" };
    await send(new Request(`${ORIGIN}/validate/check`, { method: "POST", headers, body }));
  }
}
const cron = () => worker.scheduled(createScheduledController({ scheduledTime: new Date(START + WINDOW_MS) }), env);
const found = async (query: string) =>
  resultOf(await asAdmin("GET", `/audit/?${query}`)).auditdata.map(
    ({ reason, serial, count, tally, sig_check }: Record<string, string>) =>
      `${reason} ${serial} ${count} ${tally} ${sig_check}`,
  );

it("a search for a person finds what was counted of their tokens, and nothing of others", async () => {
  await guess("alice", "desk", 13);
  await guess("bob", "desk", 4);
  await guess("alice", "other", 2);
  await cron();
  const wrong = 'wrong-pin alice1,alice2 10 {"serials":[10,10]} OK';
  const locked = 'token-locked alice1,alice2 3 {"serials":[3,3]} OK';
  expect((await found("user=alice&realm=desk")).sort()).toEqual([locked, wrong]);
  expect(await found("user=ALICE&realm=desk&reason=wrong-pin")).toEqual([wrong]);
  expect(await found("user=bob&realm=desk")).toEqual(['wrong-pin bob1 4 {"serials":[4]} OK']);
  expect(await found("user=alice&realm=other")).toEqual(['wrong-pin namesake 2 {"serials":[2]} OK']);
  expect(await found("user=alice&reason=wrong-pin")).toEqual([
    'wrong-pin alice1,alice2,namesake 10 {"serials":[10,10,2]} OK',
  ]);
  expect(await found("user=alice&realm=desk&serial=*2&reason=wrong-pin")).toEqual([wrong]);
  for (const none of [
    "user=alice&realm=desk&serial=bob1",
    "user=alice&realm=desk&serial=*bob1*",

    "user=alice&realm=none",
    "user=nobody",
    "user=alice&action=*validate*",
    "user=bob&event=MFA_FAIL",
  ])
    expect(await found(none)).toEqual([]);
});

it("in the order of the rows beside it, page by page", async () => {
  await guess("bob", "desk", 1);
  await cron();
  await asAdmin("POST", "/token/disable", { serial: "bob1" });
  await asAdmin("POST", "/token/enable", { serial: "bob1" });
  const page = async (query: string) => resultOf(await asAdmin("GET", `/audit/?user=bob&realm=desk&${query}`));
  const events = ({ auditdata }: { auditdata: { event: string }[] }) => auditdata.map(({ event }) => event);
  expect(events(await page("sortorder=asc"))).toEqual(["PIN_FAIL", "TOKEN_CHANGED", "TOKEN_CHANGED"]);
  const first = await page("page_size=2");
  expect(events(first)).toEqual(["TOKEN_CHANGED", "TOKEN_CHANGED"]);
  expect(first.count).toBe(3);
  expect(events(await page(`page_size=2&after=${first.after}`))).toEqual(["PIN_FAIL"]);
});

it("until the row is removed", async () => {
  await guess("bob", "desk", 1);
  await cron();
  expect(await rowsOf("audit_tallied")).toHaveLength(1);
  await runSql("DELETE FROM audit");
  expect(await rowsOf("audit_tallied")).toEqual([]);
});
