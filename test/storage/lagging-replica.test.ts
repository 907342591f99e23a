// A lagging replica: reads of a session begun with "first-unconstrained" get the answer of an
// earlier moment.

import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { LockPath } from "../../src/core/token/lock.ts";
import { buildApp } from "../../src/index.ts";
import { watchedDatabase } from "../support/bindings.ts";
import { answer, enrolledUser, responseOf } from "../support/login.ts";
import { checkedByDocument } from "../support/openapi.ts";
import { Browser, stateIn } from "../support/pages/browser.ts";
import { asAdmin, initToken, makePhone, ORIGIN } from "../support/service.ts";
import { failureRows, rowOf, setFailures, setRow } from "../support/storage/rows.ts";

/** The service behind a replica that stops following at the first check of a subject. */
async function behindReplica() {
  const answers = new Map<string, unknown>();
  const DB = watchedDatabase(env.DB, async ({ session, sql }, next) => {
    if (session !== "first-unconstrained") return next();
    const answer = answers.get(sql) ?? (await next());
    answers.set(sql, answer);
    return answer;
  });
  const app = await buildApp({ ...env, DB });
  const send = async (request: Request) => {
    const context = createExecutionContext();
    const reply = await checkedByDocument(request, await app.fetch(request, env, context));
    await waitOnExecutionContext(context);
    return reply;
  };
  const check = async (fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    const reply = await send(new Request(`${ORIGIN}/validate/check`, { method: "POST", body }));
    // biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
    const { result, detail } = (await reply.json()) as any;
    return {
      status: reply.status,
      authentication: result.authentication,
      message: detail?.message,
      error: result.error,
      detail,
    };
  };
  return { check, send };
}

const REJECT = (message: string) => ({ authentication: "REJECT", message });

/**
 * Sets a user's PIN behind the replica's back, as an administrator who enrols the token again does.
 */
async function newPin(user: string, serial: string, pin: string) {
  const made = await initToken({ user, serial, pin });
  const phone = makePhone();
  await phone.enroll(made.json.detail.tiqrenroll.value);
  return phone;
}

describe("a PIN that has changed since", () => {
  it("opens the login although the replica says wrong, and nothing is counted", async () => {
    const { user, serial } = await enrolledUser("alice", "1111");
    const { check } = await behindReplica();
    expect(await check({ user, pass: "1111" })).toMatchObject({ authentication: "CHALLENGE" });
    const phone = await newPin(user, serial, "2222");

    const reply = await check({ user, pass: "2222" });
    expect(reply).toMatchObject({ authentication: "CHALLENGE" });
    expect((await rowOf(serial)).failcount).toBe(0);
    const link = reply.detail.attributes.value;
    expect(await answer({ link, user }, await responseOf(phone, link))).toBe("OK");
  });

  it("leads to a dead transaction if the replica still accepts the old one", async () => {
    const enrolled = await enrolledUser("bob", "1111");
    const { user, serial, phone } = enrolled;
    const { check } = await behindReplica();
    await check({ user, pass: "1111" });
    await newPin(user, serial, "2222");

    const reply = await check({ user, pass: "1111" });
    expect(reply).toMatchObject({ authentication: "CHALLENGE" });
    const link = reply.detail.attributes.value;
    expect(await answer({ link, user }, await responseOf(phone, link))).toBe("INVALID_CHALLENGE");
    expect((await rowOf(serial)).failcount).toBe(0);
  });

  it("is counted once when it is wrong on both", async () => {
    const { user, serial } = await enrolledUser("carol", "1111");
    const { check } = await behindReplica();
    await check({ user, pass: "1111" });
    await newPin(user, serial, "2222");
    expect(await check({ user, pass: "3333" })).toMatchObject(REJECT("wrong otp pin"));
    expect((await rowOf(serial)).failcount).toBe(1);
  });
});

describe("a token that has changed since", () => {
  it.each([
    ["locked", { failcount: 10 }, "Failcounter exceeded"],
    ["disabled", { active: 0 }, "Token is disabled"],
  ])("because it is %s is refused for that, and nothing is counted", async (change, columns, message) => {
    const { user, serial } = await enrolledUser(`${change}-user`);
    const { check } = await behindReplica();
    await check({ user, pass: "1234" });
    await setRow(serial, columns);
    const before = await rowOf(serial);
    expect(await check({ user, pass: "0000" })).toMatchObject(REJECT(message));
    expect(await rowOf(serial)).toEqual(before);
  });

  it.each([
    ["unlocked", { failcount: 10 }, { failcount: 0 }],
    ["enabled", { active: 0 }, { active: 1 }],
  ])("because it is %s opens the login", async (change, then, now) => {
    const { user, serial } = await enrolledUser(`${change}-user`);
    await setRow(serial, then);
    const { check } = await behindReplica();
    expect(await check({ user, pass: "1234" })).toMatchObject({ authentication: "REJECT" });
    await setRow(serial, now);
    expect(await check({ user, pass: "1234" })).toMatchObject({ authentication: "CHALLENGE" });
    expect((await rowOf(serial)).failcount).toBe(0);
  });

  it.each([
    ["locked", { failcount: 10 }],
    ["disabled", { active: 0 }],
  ])("because it is %s cannot be answered when the replica's right PIN opened it", async (change, columns) => {
    const enrolled = await enrolledUser(`${change}-later`);
    const { user, serial, phone } = enrolled;
    const { check } = await behindReplica();
    await check({ user, pass: "1234" });
    await setRow(serial, columns);
    const { detail } = await check({ user, pass: "1234" });
    const link = detail.attributes.value;
    expect(await answer({ link, user }, await responseOf(phone, link))).toBe("INVALID_CHALLENGE");
    expect(await rowOf(serial)).toMatchObject(columns);
  });

  it("because it is gone is refused", async () => {
    const { user, serial } = await enrolledUser("dave");
    const { check } = await behindReplica();
    await check({ user, pass: "1234" });
    await asAdmin("DELETE", `/token/${serial}`);
    expect(await check({ user, pass: "0000" })).toMatchObject(REJECT("The user has no tokens assigned"));
  });
});

describe("something new since", () => {
  it("a new user is known: the refusal is decided on the primary", async () => {
    const { check } = await behindReplica();
    expect(await check({ user: "erin", pass: "1234" })).toMatchObject(REJECT("The user has no tokens assigned"));
    const { serial } = await enrolledUser("erin");
    expect(await check({ user: "erin", pass: "1234" })).toMatchObject({ authentication: "CHALLENGE" });
    expect(await check({ user: "erin", pass: "0000" })).toMatchObject(REJECT("wrong otp pin"));
    expect((await rowOf(serial)).failcount).toBe(1);
  });

  it("as a serial is known too", async () => {
    const { check } = await behindReplica();
    expect((await check({ serial: "FRANK", pass: "1234" })).status).toBe(404);
    await enrolledUser("frank", "1234", { serial: "FRANK" });
    expect(await check({ serial: "FRANK", pass: "1234" })).toMatchObject({ authentication: "CHALLENGE" });
  });

  it("a second token is counted like the first, each exactly once", async () => {
    const { check } = await behindReplica();
    const first = await enrolledUser("grace", "1111");
    await check({ user: "grace", pass: "1111" });
    const second = await enrolledUser("grace", "2222");
    expect(await check({ user: "grace", pass: "3333" })).toMatchObject(REJECT("wrong otp pin"));
    expect([(await rowOf(first.serial)).failcount, (await rowOf(second.serial)).failcount]).toEqual([1, 1]);
  });

  it("a second token opens the login with its PIN, and nothing is counted on the first", async () => {
    const { check } = await behindReplica();
    const first = await enrolledUser("heidi", "1111");
    await check({ user: "heidi", pass: "1111" });
    const second = await enrolledUser("heidi", "2222");
    expect(await check({ user: "heidi", pass: "2222" })).toMatchObject({ authentication: "CHALLENGE" });
    expect([(await rowOf(first.serial)).failcount, (await rowOf(second.serial)).failcount]).toEqual([0, 0]);
  });
});

describe("a known browser whose lock has opened since", () => {
  const lock = { failcount: 10, locks: 0, failed_at_ms: Date.now() };

  it.each<[string, LockPath[], LockPath]>([
    ["as a stranger's when the replica takes it for one", ["browser"], "pin"],
    ["as its own when the replica takes strangers for locked out, too", ["browser", "pin"], "browser"],
  ])("has its wrong PIN counted once, %s", async (how, lockedAtReplica, path) => {
    const { user, pin, serial, phone } = await enrolledUser(`known-${how.length}`);
    const { send } = await behindReplica();
    const known = new Browser();
    const { link, transactionId } = await known.begin({ user, pin });
    await phone.login(link);
    await known.result(transactionId);
    const late = new Browser(send);
    for (const [name, value] of known.cookies) late.cookies.set(name, value);
    for (const closed of lockedAtReplica) await setFailures(serial, { ...lock, path: closed });
    await late.post("/login/begin", { user, pin: "0000" });
    await asAdmin("POST", "/token/reset", { serial });
    if (lockedAtReplica.includes("pin")) await setFailures(serial, { ...lock, path: "pin" });
    expect(stateIn(await late.post("/login/begin", { user, pin: "0000" }))).toBe("wrong-user");
    const rows = (await failureRows(serial)).filter(({ failcount }) => failcount < 10);
    expect(rows).toMatchObject([{ path, failcount: 1 }]);
  });
});
