// What strangers leave in the trail, by HTTP: a few rows in each five minutes, the rest in signed
// counts that add up to the requests, and honest people between them as if there were no strangers.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readTally, type Tally } from "../../../src/core/audit/tally.ts";
import worker from "../../../src/index.ts";
import { WINDOW_MS } from "../../../src/storage/audit/refusal-count.ts";
import { auditRows, auditRowsOnce, emptyTrail, runSql, type StoredEntry, verifyTrail } from "../../support/audit.ts";
import { answer, answered, atOnce, type EnrolledPerson, endLogin, enrolledUser, trigger } from "../../support/login.ts";
import { Browser } from "../../support/pages/browser.ts";
import { admin, asAdmin, enrol, initToken, ORIGIN, resultOf, type Send, withSettings } from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const [USERS, TRIES, BARE, OPENINGS, NETWORKS] = [60, 10, 30, 25, 200];
/** The beginning of a window, close enough to the present for a session to be valid. */
const START = (Math.floor(Date.now() / WINDOW_MS) + 1) * WINDOW_MS;

let send: Send;
let honest: EnrolledPerson;
let bare: EnrolledPerson;
beforeAll(async () => {
  await admin();
  send = await withSettings({});
  honest = await enrolledUser("honest");
  bare = await enrolledUser("honestly bare", "");
  await initToken({ user: "typo", pin: "1234", serial: "TYPO" });
  for (let user = 0; user < USERS; user++) await initToken({ user: `typo${user}`, pin: "1234", serial: `TYPO${user}` });
  for (let user = 0; user < BARE; user++) await enrol({ user: `bare${user}`, serial: `BARE${user}` });
});
beforeEach(async () => {
  await emptyTrail();
  for (const table of ["refusal_count", "open_to_anyone", "lock"]) await runSql(`DELETE FROM ${table}`);
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(START);
});
afterEach(() => {
  vi.useRealTimers();
});

async function ask(path: string, fields: Record<string, string> | undefined, from: string): Promise<void> {
  const body = fields ? { method: "POST", body: new URLSearchParams(fields) } : {};
  await send(new Request(ORIGIN + path, { ...body, headers: { "CF-Connecting-IP": from } }));
}
const cron = () => worker.scheduled(createScheduledController({ scheduledTime: new Date(START + WINDOW_MS) }), env);
const total = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);
const counted = async () => (await auditRows()).filter(({ tally }) => tally !== "");
const tallyIn = ({ tally }: StoredEntry): Tally => readTally(tally) ?? {};
/** From 12 networks of /64 in one /48. */
const wrongPins = () =>
  atOnce(USERS, async (user) => {
    for (let time = 0; time < TRIES; time++)
      await ask("/validate/check", { user: `typo${user}`, pass: "0" }, `2001:db8:1:${(user % 12).toString(16)}::1`);
  });
/** As many as may be open at once: five from each network. */
const openings = () =>
  atOnce(BARE, async (user) => {
    for (let time = 0; time < OPENINGS; time++)
      await ask("/validate/check", { user: `bare${user}`, pass: "" }, `2001:db8:${10 + (time % 5)}::1`);
  });
const EVENTS = ["CHALLENGE_TRIGGERED", "CHALLENGE_ANSWERED", "LOGIN_SUCCESS"];
const REFUSED: readonly (readonly [string, Record<string, string>?])[] = [
  ["/validate/check", { user: "nobody", pass: "0" }],
  ["/validate/check", { user: "typo", pass: "0" }],
  ["/ttype/tiqr?action=metadata&session=x&serial=TYPO"],
  ["/oidc/token", { grant_type: "authorization_code", client_id: "none" }],
];
const refusals = () =>
  atOnce(NETWORKS, async (network) => {
    for (const [path, fields] of REFUSED) await ask(path, fields, `198.51.${network >> 7}.${network & 127}`);
  });

describe("in one window", { timeout: 120_000 }, () => {
  it("600 wrong PINs from one /48 are 30 rows and one, which names 60 tokens; the locks count each", async () => {
    await wrongPins();
    expect(await auditRows()).toHaveLength(30);
    await cron();
    const [row, ...others] = await counted();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ at_ms: START, reason: "wrong-pin", event: "PIN_FAIL", authentication: "REJECT" });
    expect(row).toMatchObject({ action: "refusals, counted", success: 0, client: "", user: "", count: 570 });
    expect(row?.serial.split(",")).toHaveLength(USERS);
    const { serials = [], ...rest } = tallyIn(row as StoredEntry);
    expect(serials).toHaveLength(USERS);
    expect([total(serials.map((count) => ({ count }))), rest]).toEqual([570, { networks: { "2001:db8:1::/48": 570 } }]);
    expect(total(await auditRows())).toBe(600);
    const failures = (await rowsOf("lock")) as { failcount: number }[];
    expect(failures.map(({ failcount }) => failcount)).toEqual(Array(USERS).fill(TRIES));
    expect((await verifyTrail(await realKeyring(), START + WINDOW_MS)).problems).toEqual([]);
    const found = async (serial: string) =>
      resultOf(await asAdmin("GET", `/audit/?serial=${serial}&action=*counted`)).auditdata;
    for (const serial of ["TYPO7", "typo7", "*PO7"]) expect(await found(serial)).toMatchObject([{ tally: row?.tally }]);
    expect(await found("PO7")).toEqual([]);
  });

  it("750 openings without a PIN are 120 rows and one, which is no refused login", async () => {
    await openings();
    expect(await auditRows({ authentication: "CHALLENGE" })).toHaveLength(120);
    expect(await auditRows()).toHaveLength(120);
    await cron();
    const [row, ...others] = await counted();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      action: "logins, counted",
      event: "CHALLENGE_TRIGGERED",
      authentication: "",
      count: 630,
    });
    expect(row).toMatchObject({ reason: "", success: 0, attempt_id: "" });
    expect(total(await auditRows())).toBe(750);
    expect(resultOf(await asAdmin("GET", "/audit/statistics")).failures).toEqual([]);
  });

  it("of refusals from 200 networks the count is that of the requests, and rows and names are few", async () => {
    await refusals();
    expect(await auditRows()).toHaveLength(120);
    await cron();
    expect(total(await auditRows())).toBe(NETWORKS * REFUSED.length);
    const rows = await counted();
    // The lock of the one token closes.
    expect(rows.length).toBeLessThanOrEqual(REFUSED.length + 1);
    for (const row of rows) {
      const { networks = {}, moreNetworks = 0 } = tallyIn(row);
      const named = Object.values(networks).map((count) => ({ count }));
      expect(total(named) + moreNetworks).toBe(row.count);
    }
    const { failures } = resultOf(await asAdmin("GET", "/audit/statistics"));
    expect(failures).toContainEqual({ reason: "unknown-user", count: NETWORKS });
    expect(failures.find(({ reason }: { reason: string }) => reason === "wrong-pin")).toEqual({
      reason: "wrong-pin",
      count: 10,
    });
  });

  it("all of them at once share it, and people sign in between them with all their rows", async () => {
    await Promise.all([wrongPins(), openings(), refusals()]);
    expect(await auditRows()).toHaveLength(120);
    const login = await answered(honest);
    await endLogin(login);
    const own = async (user: string) => (await auditRows({ user })).map(({ event, at_ms }) => [event, at_ms - START]);
    await auditRowsOnce(3, { user: "honest" });
    expect((await own("honest")).map(([event]) => event)).toEqual(EVENTS);
    // Without a PIN the opening is a stranger's, until the phone has answered.
    vi.setSystemTime(START + 1000);
    const opened = await trigger(bare);
    expect(await own("honestly bare")).toEqual([]);
    vi.setSystemTime(START + 8000);
    expect(await answer(opened, opened.right)).toBe("OK");
    const listed = resultOf(await asAdmin("GET", `/token/challenges/${bare.serial}`));
    expect(listed.challenges).toHaveLength(1);
    await endLogin(opened);
    expect(await own("honestly bare")).toEqual(EVENTS.map((event, step) => [event, step === 0 ? 1000 : 8000]));
    await cron();
    const requests = USERS * TRIES + BARE * OPENINGS + NETWORKS * REFUSED.length;
    const ofPeople = total(await auditRows({ user: "honest" })) + total(await auditRows({ user: "honestly bare" }));
    // The opening of the login without a PIN is in the count as well.
    expect(total(await auditRows()) - ofPeople).toBe(requests + 1);
    expect(resultOf(await asAdmin("GET", "/audit/statistics")).median_answer_ms).toBeGreaterThan(0);
  });
});

describe("beyond the budget, with no row left in the window", () => {
  const spend = () =>
    runSql(
      `INSERT INTO refusal_count (minute, network, reason, event, serial, count, noted)
       VALUES (${START / 60_000}, '', '*', '', '', 0, 120)`,
    );
  const kinds = async () =>
    ((await rowsOf("refusal_count")) as { reason: string; event: string; count: number }[])
      .filter(({ reason }) => reason !== "*")
      .map(({ reason, event, count }) => `${event} ${reason} ${count}`)
      .sort();

  it("a wrong response counts where anyone could open the login, and has a row where nobody could", async () => {
    await spend();
    const [open, vouched] = [await trigger(bare), await trigger(honest)];
    await answer(open, open.wrong);
    await answer(vouched, vouched.wrong);
    expect(await auditRows({ reason: "wrong-response" })).toMatchObject([{ user: "honest" }]);
    expect(await kinds()).toEqual(["CHALLENGE_ANSWERED_FAIL wrong-response 1", "CHALLENGE_TRIGGERED  1"]);
  });

  it("a wrong password at /auth counts, whether the account exists or not", async () => {
    await spend();
    for (const username of ["admin", "nobody"]) await ask("/auth", { username, password: "0" }, "192.0.2.1");
    expect(await auditRows({ reason: "wrong-credentials" })).toEqual([]);
    expect(await kinds()).toEqual(["SIGN_IN_FAIL wrong-credentials 2"]);
    const failures = (await rowsOf("sign_in")) as { name: string; failcount: number }[];
    expect(failures.filter(({ failcount }) => failcount > 0).map(({ name }) => name)).toEqual(["admin", "admin"]);
  });

  it("the cancellation of a login that anyone could open counts, and that of another has a row", async () => {
    await spend();
    for (const { user, pin } of [bare, honest]) {
      const browser = new Browser(send);
      const { transactionId } = await browser.begin({ user, pin });
      await browser.post("/login/cancel", { transaction_id: transactionId });
    }
    expect(await auditRows({ event: "CHALLENGE_CANCELLED" })).toMatchObject([{ user: "honest" }]);
    expect(await kinds()).toEqual(["CHALLENGE_CANCELLED  1", "CHALLENGE_TRIGGERED  1"]);
  });
});
