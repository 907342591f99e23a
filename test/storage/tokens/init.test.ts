import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { THE_PERSON } from "../../../src/core/caller.ts";
import { answer, answered, endLogin, enrolledUser, trigger } from "../../support/login.ts";
import { asAdmin, check, initToken, makePhone } from "../../support/service.ts";
import { adminCaller, NO_NOTE, newToken, realPorts } from "../../support/storage/ports.ts";
import { rowOf, rowsOf, setRow } from "../../support/storage/rows.ts";

const { tokens } = await realPorts();
const pinless = (serial: string, user: string) => newToken(serial, user, { sealedPin: null });
const linkIn = (reply: Awaited<ReturnType<typeof initToken>>): string => reply.json.detail.tiqrenroll.value;

describe("starting the enrolment of a token again under its serial", () => {
  it("raises the generation, erases the secret, clears the counter and keeps the PIN", async () => {
    const { serial, user } = await enrolledUser("alice", "4711", { description: "blue" });
    await setRow(serial, { failcount: 4 });
    const before = await rowOf(serial);
    expect(before.sealed_secret).not.toBeNull();

    expect((await initToken({ user, serial })).json.result.value).toBe(true);
    const after = await rowOf(serial);
    expect(after).toMatchObject({
      id: before.id,
      generation: before.generation + 1,
      rollout_state: "clientwait",
      sealed_secret: null,
      sealed_pin: before.sealed_pin,
      failcount: 0,
      description: "blue",
    });
    expect((await check({ user, pass: "4711" })).json.detail.message).toBe("Token is not enrolled yet");
    expect((await check({ user, pass: "0000" })).json.detail.message).toBe("wrong otp pin");
  });

  it("sets a new PIN if one is given", async () => {
    const { serial, user } = await enrolledUser("bob", "4711");
    const phone = makePhone();
    await phone.enroll(linkIn(await initToken({ user, serial, pin: "0815" })));
    expect((await check({ user, pass: "4711" })).json.result.authentication).toBe("REJECT");
    expect((await check({ user, pass: "0815" })).json.result.authentication).toBe("CHALLENGE");
  });

  it("ends the enrolment session that was open", async () => {
    const first = await initToken({ user: "carol", pin: "1234" });
    await initToken({ user: "carol", serial: first.json.detail.serial });
    expect((await makePhone().enroll(linkIn(first))).told).toBe("bad-metadata");
  });

  it("does not revive a revoked token", async () => {
    const { serial, user } = await enrolledUser("dave");
    await setRow(serial, { revoked: 1 });
    const before = await rowOf(serial);
    const reply = await initToken({ user, serial });
    expect([reply.status, reply.json.result.error.code]).toEqual([400, 1007]);
    expect(await rowOf(serial)).toEqual(before);
  });

  it("never happens to a token by a generated serial, and takes nothing from it", async () => {
    const { serial } = await enrolledUser("erin");
    await setRow(serial, { failcount: 4 });
    // The user has been removed meanwhile. A refused init must not make that user known again.
    await env.DB.prepare("DELETE FROM user WHERE name = 'erin'").run();
    const before = await everything();
    expect(await init({ ...pinless(serial, "erin"), mayExist: false })).toEqual({ ok: true, result: "taken" });
    expect(await everything()).toEqual(before);
  });

  it("removes failures of only that token", async () => {
    const [serial, other] = ["TiQRFIRST", "TiQRSECOND"];
    // Two tokens never have the same session hash. These do, to show that each statement also names
    // the serial.
    for (const each of [other, serial]) {
      await init(pinless(each, each));
      await setRow(each, { failcount: 4, session_hash: "hash" });
    }
    expect(await init(pinless(serial, serial))).toEqual({ ok: true, result: "made" });
    expect([(await rowOf(serial)).failcount, (await rowOf(other)).failcount]).toEqual([0, 4]);
  });
});

it("a token of a new user who would take other users' names is not made, unless that is meant", async () => {
  const known = env.DB.prepare("INSERT INTO user (realm, name, created_at_ms) VALUES ('realm1', ?, 0)");
  await env.DB.batch([known.bind("x@taken.example"), known.bind("z@taken.example")]);
  const token = { ...pinless("TiQRTAKES", ""), named: { user: "y", realm: "taken.example" } };
  expect(await init(token)).toEqual({ ok: false, reason: { code: "shadows-users", count: 2 } });
  await expect(rowOf(token.serial)).rejects.toThrow("no token");
  expect(await init({ ...token, shadows: true })).toEqual({ ok: true, result: "made" });

  // The user is new again, and has a token. If that is meant, only the number of tokens is told.
  await env.DB.prepare("DELETE FROM user WHERE realm = 'taken.example'").run();
  const second = { ...token, serial: "TiQRMORE", shadows: true };
  const limited = (await realPorts({ maxTokensPerUser: 1 })).tokens;
  const refused = { ok: false, reason: { code: "too-many-tokens" } };
  expect(await limited.init(await adminCaller(), second, 0, NO_NOTE)).toEqual(refused);
});

it("is not for a caller without a name, who is the person only with a link", async () => {
  const before = await everything();
  const refused = await tokens.init(THE_PERSON, pinless("TiQRNOBODYS", "nobody"), 0, NO_NOTE);
  expect(refused).toEqual({ ok: false, reason: { code: "signed-out" } });
  expect(await everything()).toEqual(before);
});

const init = async (token: ReturnType<typeof pinless>) => tokens.init(await adminCaller(), token, 0, NO_NOTE);
const everything = () => Promise.all((["token", "lock", "user"] as const).map(rowsOf));

describe("a token deleted and made again under the same serial", () => {
  it("is a different one: earlier logins, open or answered, are dead", async () => {
    const first = await enrolledUser("frank", "1234", { serial: "FRANK" });
    const [open, done] = [await trigger(first), await answered(first)];
    const before = await rowOf("FRANK");
    await asAdmin("DELETE", "/token/FRANK");
    const second = await enrolledUser("frank", "1234", { serial: "FRANK" });

    const after = await rowOf("FRANK");
    // so the generation alone would not tell them apart
    expect(after.generation).toBe(before.generation);
    expect(after.id).toBeGreaterThan(before.id);
    expect(await answer(open, open.right)).toBe("INVALID_CHALLENGE");
    expect(await answer(open, open.wrong)).toBe("INVALID_CHALLENGE");
    expect((await endLogin(done)).json.detail.message).toBe("wrong otp pin");
    expect(await rowOf("FRANK")).toEqual(after);

    const login = await trigger(second);
    expect(await answer(login, login.right)).toBe("OK");
  });
});
