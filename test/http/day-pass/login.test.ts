// A day pass with applications that use the API: docs/day-pass.md.

import { expect, it, vi } from "vitest";
import { auditRowsOnce, emptyTrail } from "../../support/audit.ts";
import { enrolledUser, readFailCount } from "../../support/login.ts";
import { otherPass, passFor, withdrawPass, withPasses } from "../../support/phones/day-pass.ts";
import { admin, initToken, postOver, type Reply, resultOf, type Send } from "../../support/service.ts";
import { rowOf } from "../../support/storage/rows.ts";

const checkAt = (send: Send, fields: Record<string, string>): Promise<Reply> =>
  postOver(send, "/validate/check", fields);

/** Gives the PIN, and returns the challenge. */
const begin = async (send: Send, user: string, pin = "1234") => (await checkAt(send, { user, pass: pin })).json.detail;

const authenticationOf = ({ json }: Reply): string => json.result.authentication;

it("stands for the phone: php-client and RADIUS send it as pass, others as response", async () => {
  const everywhere = await withPasses("everywhere");
  const { user, serial } = await enrolledUser("pass-both");
  const pass = await passFor(everywhere, user, { uses: "3" });
  expect(pass).toMatch(/^\d{4} \d{4} \d{4}$/);
  await emptyTrail();
  for (const name of ["pass", "response"]) {
    const challenge = await begin(everywhere, user);
    expect(challenge).toMatchObject({
      client_mode: "interactive",
      preferred_client_mode: "interactive",
      attributes: { hideResponseInput: false },
      multi_challenge: [{ client_mode: "interactive" }],
    });
    const { transaction_id } = challenge;
    const done = await checkAt(everywhere, { user, transaction_id, [name]: pass });
    expect(done.json).toMatchObject({ result: { value: true }, detail: { serial } });
  }
  const { transaction_id: state } = await begin(everywhere, user);
  expect((await postOver(everywhere, "/validate/radiuscheck", { user, state, pass })).status).toBe(204);
  const done = await auditRowsOnce(3, { event: "LOGIN_SUCCESS" });
  expect(done.map(({ phone }) => phone)).toEqual(["pass", "pass", "pass"]);
  expect((await rowOf(serial)).pass_left).toBe(0);
  // There is none left, and the field goes.
  const after = await begin(everywhere, user);
  expect([after.client_mode, after.attributes.hideResponseInput]).toEqual(["poll", true]);
});

it("does not keep the phone from answering, and proves nothing of one", async () => {
  const everywhere = await withPasses("everywhere");
  const { user, phone, serial } = await enrolledUser("pass-phone");
  const pass = await passFor(everywhere, user);
  const first = await begin(everywhere, user);
  await checkAt(everywhere, { user, transaction_id: first.transaction_id, pass });
  expect(await rowOf(serial)).toMatchObject({ proven_at_ms: null, pass_left: 9 });
  const second = await begin(everywhere, user);
  await phone.login(second.attributes.value);
  const byPhone = await checkAt(everywhere, { user, transaction_id: second.transaction_id });
  expect(resultOf(byPhone)).toBe(true);
  expect(await rowOf(serial)).toMatchObject({ proven_at_ms: expect.any(Number), pass_left: 9 });
});

it("is enough for a person whose phone was never there, with the PIN alone", async () => {
  const everywhere = await withPasses("everywhere");
  const user = "pass-phoneless";
  await initToken({ user, pin: "1234" });
  expect((await checkAt(everywhere, { user, pass: "1234" })).json.detail.message).toBe("Token is not enrolled yet");
  const pass = await passFor(everywhere, user);
  const { transaction_id } = await begin(everywhere, user);
  // A phone's digits are wrong, and count as such.
  await checkAt(everywhere, { user, transaction_id, response: "12345678" });
  const done = await checkAt(everywhere, { user, transaction_id, pass });
  expect(resultOf(done)).toBe(true);
  // Not without the PIN.
  expect(authenticationOf(await checkAt(everywhere, { user, pass }))).toBe("REJECT");
});

it("counts wrong ones as digits, and ten of them lock", async () => {
  const everywhere = await withPasses("everywhere");
  const { user, serial } = await enrolledUser("pass-wrong");
  const pass = await passFor(everywhere, user);
  const { transaction_id } = await begin(everywhere, user);
  for (let by = 1; by <= 10; by++) {
    const name = by % 2 ? "pass" : "response";
    const wrong = await checkAt(everywhere, { user, transaction_id, [name]: otherPass(pass, by) });
    expect([authenticationOf(wrong), await readFailCount(serial)]).toEqual(["REJECT", by]);
  }
  expect(resultOf(await checkAt(everywhere, { user, transaction_id, pass }))).toBe(false);
  expect((await checkAt(everywhere, { user, pass: "1234" })).json.detail.message).toBe("Failcounter exceeded");
  expect((await rowOf(serial)).pass_left).toBe(10);
});

it("is used up once when two logins meet at its last use", async () => {
  const everywhere = await withPasses("everywhere");
  const { user, serial } = await enrolledUser("pass-race");
  const pass = await passFor(everywhere, user, { uses: "1" });
  const logins = await Promise.all(Array.from({ length: 6 }, () => begin(everywhere, user)));
  const done = await Promise.all(
    logins.map(({ transaction_id }) => checkAt(everywhere, { user, transaction_id, pass })),
  );
  expect(done.map(resultOf).filter(Boolean)).toHaveLength(1);
  expect((await rowOf(serial)).pass_left).toBe(0);
  // A pass that is used up counts on nobody.
  expect(await readFailCount(serial)).toBe(0);
});

it.each([
  ["its hours", async (_send: Send, _user: string) => void vi.setSystemTime(Date.now() + 3_600_000)],
  ["a withdrawal", async (send: Send, user: string) => expect(resultOf(await withdrawPass(send, user))).toBe(1)],
  ["another pass", async (send: Send, user: string) => void (await passFor(send, user))],
])("ends by %s, in a login that is open, too", async (_, end) => {
  const everywhere = await withPasses("everywhere");
  const user = `pass-ends-${crypto.randomUUID()}`;
  await initToken({ user, pin: "1234" });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  try {
    const pass = await passFor(everywhere, user, { hours: "1" });
    vi.setSystemTime(Date.now() + 3_599_000);
    const { transaction_id } = await begin(everywhere, user);
    vi.setSystemTime(Date.now() - 3_599_000);
    const another = await begin(everywhere, user);
    await end(everywhere, user);
    for (const id of [transaction_id, another.transaction_id])
      expect(resultOf(await checkAt(everywhere, { user, transaction_id: id, pass }))).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

it("ends when a phone enrols, on whichever token of the person", async () => {
  const everywhere = await withPasses("everywhere");
  const user = "pass-enrols";
  const serial = (await initToken({ user, pin: "1234" })).json.detail.serial;
  const pass = await passFor(everywhere, user);
  const { transaction_id } = await begin(everywhere, user);
  await enrolledUser(user, "5678");
  expect(await rowOf(serial)).toMatchObject({ sealed_pass: null, pass_until_ms: null, pass_left: null });
  expect(resultOf(await checkAt(everywhere, { user, transaction_id, pass }))).toBe(false);
});

it("is nothing to applications of the API unless they all take it", async () => {
  const pages = await withPasses("pages");
  const { user, serial } = await enrolledUser("pass-pages");
  const pass = await passFor(pages, user);
  const challenge = await begin(pages, user);
  expect(challenge).toMatchObject({ client_mode: "poll", attributes: { hideResponseInput: true } });
  // As before: what comes as `pass` beside a transaction is not looked at.
  const { transaction_id } = challenge;
  await checkAt(pages, { user, transaction_id, pass });
  expect(await readFailCount(serial)).toBe(0);
  expect(resultOf(await checkAt(pages, { user, transaction_id, response: pass }))).toBe(false);
  expect(await readFailCount(serial)).toBe(1);
});

it("is nothing to a caller who vouches: without the PIN it would be the only factor", async () => {
  const everywhere = await withPasses("everywhere");
  const { user } = await enrolledUser("pass-vouched");
  const pass = await passFor(everywhere, user);
  const triggered = await postOver(everywhere, "/validate/triggerchallenge", { user }, await admin());
  const { client_mode, transaction_id } = triggered.json.detail;
  expect(client_mode).toBe("poll");
  expect(resultOf(await checkAt(everywhere, { user, transaction_id, response: pass }))).toBe(false);
});

it("costs no try when a client sends a PIN of twelve digits again with each poll", async () => {
  const everywhere = await withPasses("everywhere");
  const pin = "123456789012";
  const { user, serial } = await enrolledUser("pass-pin", pin);
  const { transaction_id } = await begin(everywhere, user, pin);
  const polled = await checkAt(everywhere, { user, transaction_id, pass: pin });
  expect(polled.json).toMatchObject({ result: { value: false }, detail: { serial, type: "tiqr" } });
  expect(await readFailCount(serial)).toBe(0);
});
