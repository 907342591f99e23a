// Anyone can open a login for a token without a PIN. So only a few may be open at once; the number
// is exact, and other users do not have to wait.

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { buildApp } from "../../../src/index.ts";
import { auditRows, refusalCounts, runSql } from "../../support/audit.ts";
import { watchedDatabase, watchedObjects } from "../../support/bindings.ts";
import { atOnce, tally } from "../../support/login.ts";
import { checkedByDocument } from "../../support/openapi.ts";
import { Browser } from "../../support/pages/browser.ts";
import { admin, type EnrolledToken, enrol, ORIGIN } from "../../support/service.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const VALIDITY_MS = Number(env.CHALLENGE_VALIDITY_SECONDS) * 1000;
const PER_NETWORK = 5;
const PER_TOKEN = 25;

const called: string[] = [];
const watched = {
  ...env,
  TRANSACTION: watchedObjects(env.TRANSACTION, (method, next) => {
    called.push(method);
    return next();
  }),
} as Env;
const app = await buildApp(watched);
const work: Promise<unknown>[] = [];
const context = { waitUntil: (promise: Promise<unknown>) => work.push(promise) } as unknown as ExecutionContext;
async function check(
  fields: Record<string, string>,
  from = "192.0.2.1",
  path = "/validate/check",
  headers = {},
  service = app,
) {
  const init = { method: "POST", headers: { "CF-Connecting-IP": from, ...headers }, body: new URLSearchParams(fields) };
  const request = new Request(ORIGIN + path, init);
  return checkedByDocument(request, await service.fetch(request, env, context));
}
const statuses = (replies: readonly Response[]) => tally(replies.map(({ status }) => String(status)));
const openFor = async (serial: string) =>
  ((await rowsOf("open_to_anyone")) as { serial: string }[]).filter((row) => row.serial === serial).length;

let people = 0;
let bare: EnrolledToken & { user: string };
beforeEach(async () => {
  await runSql("DELETE FROM refusal_count");
  const user = `bare${++people}`;
  bare = { user, ...(await enrol({ user })) };
  called.length = 0;
});
afterEach(async () => {
  await Promise.all(work.splice(0));
  vi.useRealTimers();
});

describe("a token without a PIN", () => {
  it("has five open logins from one network, even in a burst; the others make no object and learn when to try again", async () => {
    const replies = await atOnce(20, (number) => check({ user: bare.user, pass: "" }, `2001:db8:0:${number}::1`));
    expect(statuses(replies)).toEqual({ 200: PER_NETWORK, 429: 20 - PER_NETWORK });
    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.headers.get("Retry-After")).toBe(env.CHALLENGE_VALIDITY_SECONDS);
    expect(await openFor(bare.serial)).toBe(PER_NETWORK);
    expect(tally(called)).toEqual({ open: PER_NETWORK });
    await Promise.all(work);
    const rows = await auditRows({ serial: bare.serial, reason: "too-many-requests" });
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatchObject({ authentication: "REJECT", user: bare.user, event: "RATE_LIMITED" });
    expect(await refusalCounts()).toEqual({ "too-many-requests": 10 });
  });

  it("has twenty-five from all networks together", async () => {
    const replies = await atOnce(32, (number) => check({ user: bare.user, pass: "" }, `192.0.2.${(number % 8) + 1}`));
    expect(statuses(replies)).toEqual({ 200: PER_TOKEN, 429: 32 - PER_TOKEN });
    expect(await openFor(bare.serial)).toBe(PER_TOKEN);
  });

  it("has room again once a login was answered, or has expired", async () => {
    const pass = { user: bare.user, pass: "" };
    const [first] = await atOnce(PER_NETWORK, () => check(pass));
    expect((await check(pass)).status).toBe(429);
    const { detail } = (await (first as Response).json()) as { detail: { attributes: { value: string } } };
    expect((await bare.phone.login(detail.attributes.value)).told).toBe("logged-in");
    expect(statuses([await check(pass), await check(pass)])).toEqual({ 200: 1, 429: 1 });
    vi.useFakeTimers({ toFake: ["Date"] });
    vi.setSystemTime(Date.now() + VALIDITY_MS + 1000);
    expect((await check(pass)).status).toBe(200);
  });

  it("is counted with the user's others: the fullest one decides", async () => {
    await atOnce(PER_NETWORK, () => check({ serial: bare.serial, pass: "" }));
    const other = await enrol({ user: bare.user });
    expect((await check({ user: bare.user, pass: "" })).status).toBe(429);
    expect(await openFor(other.serial)).toBe(0);
    expect((await check({ serial: other.serial, pass: "" })).status).toBe(200);
  });

  it("is opened as often as an application asks that vouches for the person", async () => {
    const headers = await admin();
    await atOnce(PER_NETWORK, () => check({ user: bare.user, pass: "" }));
    const replies = await atOnce(10, () =>
      check({ user: bare.user }, "192.0.2.1", "/validate/triggerchallenge", headers),
    );
    expect(statuses(replies)).toEqual({ 200: 10 });
    expect(tally(called)).toEqual({ open: PER_NETWORK + 10 });
  });

  it("no longer asks for room once refused openings have used up the limit of wrong guesses", async () => {
    let calls = 0;
    const RATE_CHECK = { limit: async () => ({ success: ++calls <= 3 }) } as unknown as RateLimit;
    let reservations = 0;
    const DB = watchedDatabase(env.DB, ({ text }, next) => {
      if (text.includes("INSERT OR IGNORE INTO open_to_anyone")) reservations++;
      return next();
    });
    const limited = await buildApp({ ...watched, DB, RATE_LIMITS: "on", RATE_CHECK } as Env);
    const ask = () => check({ user: bare.user, pass: "" }, "192.0.2.1", "/validate/check", {}, limited);
    for (let times = 0; times < PER_NETWORK + 10; times++) await ask();
    expect([reservations, tally(called)]).toEqual([PER_NETWORK + 4, { open: PER_NETWORK }]);
  });

  it("is asked to wait on the login page", async () => {
    await atOnce(PER_NETWORK, () => check({ user: bare.user, pass: "" }, "unknown"));
    const reply = await new Browser().post("/login/begin", { user: bare.user, pin: "" });
    expect([reply.status, reply.headers.get("Retry-After")]).toEqual([429, env.CHALLENGE_VALIDITY_SECONDS]);
    expect(reply.text).toContain('data-state="too-many"');
  });
});

it("a right PIN opens a login each time", async () => {
  const { serial } = await enrol({ user: "pinned", pin: "1234" });
  const replies = await atOnce(10, () => check({ user: "pinned", pass: "1234" }));
  expect(statuses(replies)).toEqual({ 200: 10 });
  await Promise.all(work);
  expect(await auditRows({ serial, event: "CHALLENGE_TRIGGERED" })).toHaveLength(10);
  expect(await openFor(serial)).toBe(0);
});
