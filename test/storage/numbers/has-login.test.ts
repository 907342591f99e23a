// Whether somebody has signed in here: by the sums of all time, or by rows that cron has not added,
// and by a token whose phone has answered.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { createNumbers } from "../../../src/storage/numbers/store.ts";
import { emptyTrail, runSql, writeMany } from "../../support/audit.ts";
import { enrol } from "../../support/service.ts";
import { accountWith, adminCaller } from "../../support/storage/ports.ts";
import { setRow } from "../../support/storage/rows.ts";

const NOW = 1_700_000_000_000;
const caller = await adminCaller();
const { hasLogin } = createNumbers(env.DB);
const found = async (adminRealm = "admin") => {
  const read = await hasLogin(caller, adminRealm);
  return read.ok && read.hasLogin;
};
const summed = (kind: string, fromMs: number, detail: string) =>
  runSql(
    `INSERT INTO audit_sum (kind, from_ms, detail, count, total_ms) VALUES ('${kind}', ${fromMs}, '${detail}', 1, 0)`,
  );
const rows = (event: string) => writeMany(2, NOW, { event: `'${event}'`, reason: "''" });

beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM token");
  await enrol({ user: "waits", serial: "WAITS" });
  await enrol({ user: "here", serial: "HERE" });
  await emptyTrail();
  await setRow("HERE", { last_step: "1" });
});

it("nobody, if there are other rows and sums alone", async () => {
  await summed("total", 0, "SIGN_IN_SUCCESS ");
  await summed("total", 0, "TRIAL_SUCCESS ");
  await summed("total", NOW, "LOGIN_SUCCESS ");
  await summed("login", 0, "LOGIN_SUCCESS ");
  await rows("PIN_FAIL");
  expect(await found()).toBe(false);
});

it("somebody, by the sum of all time, which outlasts the rows", async () => {
  await summed("total", 0, "LOGIN_SUCCESS ");
  expect(await found()).toBe(true);
});

it("somebody, by a row that no sum has yet; one that was added is in the sums", async () => {
  await rows("LOGIN_SUCCESS");
  expect(await found()).toBe(true);
  await runSql("UPDATE housekeeping SET summed_number = 2");
  expect(await found()).toBe(false);
});

it("nobody, if the one who has is gone, as after `npm run verify:deployment`, or an administrator", async () => {
  await summed("total", 0, "LOGIN_SUCCESS ");
  expect(await found("realm1")).toBe(false);
  await runSql("DELETE FROM token WHERE serial = 'HERE'");
  expect(await found()).toBe(false);
});

it("is told only to an account that may read the settings", async () => {
  expect(await hasLogin(await accountWith(["userlist"]), "admin")).toMatchObject({
    ok: false,
    reason: { code: "missing-right", right: "configread" },
  });
});
