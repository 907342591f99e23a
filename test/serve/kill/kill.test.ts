// SIGKILL right after an acknowledgement, at every step from the making of a token to the end of a
// login. The server starts again on the same folder: everything acknowledged still holds, once, and
// the next step can be taken.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EnrolledPerson, TestLogin } from "../../../scripts/lib/service-client.ts";
import { newPhone, wrongOne } from "../../../scripts/lib/service-phone.ts";
import { answerRight, finish } from "../support/interleaving.ts";
import { MortalServer } from "../support/mortal-server.ts";
import { run } from "../support/state.ts";

/** MAX_FAIL. */
const MAX = 10;
const ANSWER = "POST /ttype/<ttype>";
const FINISH = "POST /validate/check";

const server = new MortalServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

const enrol = (user: string) => server.service.enrol(user);
const trigger = (enrolled: EnrolledPerson) => server.service.trigger(enrolled);
const right = (login: TestLogin) => answerRight(server.service, login);
/** The nth wrong answer. */
const wrong = (login: TestLogin, n = 0) => server.service.answer(login, wrongOne(login.right, n));
const finishing = (login: TestLogin) => finish(() => server.service.finalize(login));
const stateOf = ({ transactionId }: TestLogin) => server.service.stateOf(transactionId);
const trailOf = async ({ transactionId }: TestLogin) =>
  (await server.trail({ transaction_id: transactionId })).filter((row) => !row.includes("CHALLENGE"));

async function expectWholeLogin(enrolled: EnrolledPerson): Promise<void> {
  const login = await trigger(enrolled);
  expect([await right(login), await right(login)]).toEqual(["ok", "ok"]);
  expect([await finishing(login), await finishing(login)]).toEqual(["ACCEPT", "wrong otp pin"]);
}

describe("killed right after", { timeout: 120_000 }, () => {
  it("a token was made, it has the token, and a phone enrols with the link", async () => {
    const { serial, tiqrenroll } = (await server.service.init({ user: "alice", pin: "1234" })).json.detail;
    await server.killAndStart();
    expect(await server.trail({ serial })).toEqual(["POST /token/init success"]);
    const phone = newPhone();
    expect((await phone.enroll(tiqrenroll.value)).told).toBe("enrolled");
    await expectWholeLogin({ user: "alice", pin: "1234", serial, phone });
  });

  it("the metadata was fetched, no other phone gets it, and the phone can push its secret", async () => {
    const { service } = server;
    const { serial, tiqrenroll } = (await service.init({ user: "bob", pin: "1234" })).json.detail;
    const own = { headers: { "User-Agent": "the first phone" } };
    const fetched = await service.request(tiqrenroll.value.replace("tiqrenroll://", ""), own);
    await server.killAndStart();
    expect((await newPhone().enroll(tiqrenroll.value)).told).toBe("bad-metadata");
    const secret = "ab".repeat(32);
    const { enrollmentUrl } = fetched.json.service;
    expect((await service.post(enrollmentUrl, { secret, operation: "register" })).text).toBe("OK");
    expect((await service.tokenOf(serial))?.rollout_state).toBe("enrolled");
  });

  it("a phone was enrolled, its secret is there, and the session gives it to no other phone", async () => {
    const { service } = server;
    const { serial, tiqrenroll } = (await service.init({ user: "carol", pin: "1234" })).json.detail;
    let pushed = "";
    const phone = newPhone([], (url, init) => {
      pushed = String(url);
      return fetch(url, init);
    });
    expect((await phone.enroll(tiqrenroll.value)).told).toBe("enrolled");
    await server.killAndStart();
    expect(pushed).toContain("session=");
    expect((await newPhone().enroll(tiqrenroll.value)).told).toBe("bad-metadata");
    expect(await server.trail({ serial, action: ANSWER })).toContain(`${ANSWER} success`);
    await expectWholeLogin({ user: "carol", pin: "1234", serial, phone });
  });

  it("changes of tokens, all of them hold", async () => {
    const { service } = server;
    const [disabled, deleted, cancelled, repinned] = [
      await enrol("dan"),
      await enrol("deb"),
      await enrol("dick"),
      await enrol("dora"),
    ];
    const all = [disabled, deleted, cancelled, repinned];
    const logins = await Promise.all(all.map(trigger));
    for (const login of logins) expect(await right(login)).toBe("ok");
    await service.asAdmin("POST", `/token/disable/${disabled.serial}`);
    await service.asAdmin("DELETE", `/token/${deleted.serial}`);
    await service.asAdmin("DELETE", `/token/challenges/transaction/${logins[2]?.transactionId}`);
    for (const pass of ["0", "1", "2"]) await service.check({ user: "dora", pass });
    await service.asAdmin("POST", `/token/setpin/${repinned.serial}`, { otppin: "9876" });
    await server.killAndStart();
    const ends = [];
    for (const login of logins) ends.push(await finishing(login));
    expect(ends).toEqual(["Token is disabled", "wrong otp pin", "wrong otp pin", "wrong otp pin"]);
    expect(await stateOf(logins[2] as TestLogin)).toBe("cancelled");
    expect(await service.tokenOf(deleted.serial)).toBeUndefined();
    expect(await service.failCountOf(repinned.serial)).toBe(3);
    expect((await service.check({ user: "dora", pass: "1234" })).json.detail.message).toBe("wrong otp pin");
    await expectWholeLogin({ ...repinned, pin: "9876" });
    expect(await server.trail({ serial: repinned.serial, action: "*setpin*" })).toHaveLength(1);
    expect((await server.trail({ serial: repinned.serial, reason: "wrong-pin" })).length).toBe(4);
  });

  it("a login was opened, it is open, and is answered and finished once", async () => {
    const erin = await enrol("erin");
    const login = await trigger(erin);
    await server.killAndStart();
    expect(await stateOf(login)).toBe("open");
    expect(await finishing(login)).toBe("Response did not match the challenge.");
    expect([await right(login), await right(login)]).toEqual(["ok", "ok"]);
    expect([await finishing(login), await finishing(login)]).toEqual(["ACCEPT", "wrong otp pin"]);
  });

  it("wrong answers, all are counted, by the token and by the login, and a lock stays closed", async () => {
    const [frank, faye] = [await enrol("frank"), await enrol("faye")];
    const [locked, open] = [await trigger(faye), await trigger(frank)];
    for (let n = 0; n < MAX; n++) await wrong(locked, n);
    for (let n = 1; n < MAX; n++) await wrong(open, n);
    // The restart may take long, but the lock must not have opened by itself.
    await server.killAndStart({ FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "0" });
    const { service } = server;
    expect([await service.failCountOf(faye.serial), await service.failCountOf(frank.serial)]).toEqual([MAX, MAX - 1]);
    expect([await stateOf(locked), await stateOf(open)]).toEqual(["blocked", "open"]);
    expect(await trailOf(locked)).toEqual(Array(MAX).fill(`${ANSWER} REJECT wrong-response`));
    expect(await trailOf(open)).toEqual(Array(MAX - 1).fill(`${ANSWER} REJECT wrong-response`));
    expect(await right(locked)).toBe("invalid-challenge");
    expect((await service.check({ user: "faye", pass: "1234" })).json.detail.message).toBe("Failcounter exceeded");
    // The tries of the login were kept, too: with the token's counter reset, it has just one left.
    await service.asAdmin("POST", `/token/reset/${frank.serial}`);
    expect([await wrong(open, MAX), await right(open)]).toEqual([`wrong-response:${MAX - 1}`, "invalid-challenge"]);
  });

  it("a right answer, the login is answered, and is finished once", async () => {
    const grace = await enrol("grace");
    const login = await trigger(grace);
    await wrong(login);
    expect(await right(login)).toBe("ok");
    await server.killAndStart();
    expect(await stateOf(login)).toBe("answered");
    expect(await server.service.failCountOf(grace.serial)).toBe(0);
    expect(await trailOf(login)).toEqual([`${ANSWER} REJECT wrong-response`, `${ANSWER} ACCEPT success`]);
    // The phone may not have got its reply, and sends the answer again.
    expect(await right(login)).toBe("ok");
    expect([await finishing(login), await finishing(login)]).toEqual(["ACCEPT", "wrong otp pin"]);
  });

  it("a login was finished, it is used, and nothing more is accepted", async () => {
    const login = await trigger(await enrol("heidi"));
    expect([await right(login), await finishing(login)]).toEqual(["ok", "ACCEPT"]);
    await server.killAndStart();
    expect(await stateOf(login)).toBe("used");
    expect([await right(login), await finishing(login)]).toEqual(["ok", "wrong otp pin"]);
    const { user, transactionId, right: response } = login;
    const again = await server.service.check({ user, transaction_id: transactionId, response });
    expect(again.json.result.value).toBe(false);
    expect((await trailOf(login)).filter((row) => row.endsWith("success"))).toEqual([
      `${ANSWER} ACCEPT success`,
      `${FINISH} ACCEPT success`,
    ]);
  });

  it("all that, it has left a trail that is whole", async () => {
    server.kill();
    const verified = await run("audit-verify", ["--state", server.folder]);
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringMatching(/: whole\n$/) });
    await server.start();
  });
});
