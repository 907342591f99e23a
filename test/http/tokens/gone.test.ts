// A token that is taken away while its QR code is open: whoever waits for the phone is told at once
// that the login is over, and does not poll until it expires.

import { describe, expect, it, vi } from "vitest";
import { openListener, says } from "../../support/events.ts";
import { answer, type EnrolledPerson, endLogin, enrolledUser, trigger } from "../../support/login.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { asAdmin, check, initToken, ORIGIN, polledState, post, type Reply, request } from "../../support/service.ts";
import { rowOf } from "../../support/storage/rows.ts";

/** The look at the logins follows the reply to the change. */
const isOver = (transactionId: string) => vi.waitUntil(async () => (await polledState(transactionId)) === "expired");

async function begun(user: string) {
  const { tiqrenroll, serial } = (await initToken({ user, pin: "1234" })).json.detail;
  return { link: tiqrenroll.value.slice(`tiqrenroll://${ORIGIN}`.length), serial };
}

const TAKEN: [string, (enrolled: EnrolledPerson) => Promise<Reply>][] = [
  ["deleted", ({ serial }) => asAdmin("DELETE", `/token/${serial}`)],
  ["revoked", ({ serial }) => asAdmin("POST", `/token/revoke/${serial}`)],
  ["unassigned", ({ serial }) => asAdmin("POST", "/token/unassign", { serial })],
  ["given another PIN", ({ serial }) => asAdmin("POST", "/token/setpin", { serial, otppin: "4321" })],
  ["enrolled anew", ({ serial, user }) => asAdmin("POST", "/token/init", { type: "tiqr", serial, user })],
  ["deleted with its user", ({ user }) => asAdmin("DELETE", `/user/realm1/${user}`)],
];

describe.each(TAKEN)("a token that is %s", (name, take) => {
  const user = `gone-${name.replaceAll(" ", "-")}`;

  it("ends its open logins for polls and listeners, and no phone can answer them", async () => {
    const enrolled = await enrolledUser(user);
    const [login, other] = [await trigger(enrolled), await trigger(enrolled)];
    const listener = await openListener(login.transactionId);
    const waiting = request(`/validate/polltransaction/${login.transactionId}?wait=20`);
    expect((await take(enrolled)).json.result.status).toBe(true);
    expect((await waiting).json.detail).toEqual({ challenge_status: "pending", transaction_state: "expired" });
    await listener.hears(says("open"), says("expired"), "closed 1000");
    await isOver(other.transactionId);
    expect((await endLogin(login)).json.detail.message).toBe("Response did not match the challenge.");
    expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE");
  });
});

describe.each([
  ["the same phone", 0],
  ["another phone", 1],
])("a secret that %s sends again, and nobody has proved", (name, second) => {
  it("ends the logins that were opened for the first", async () => {
    const user = `gone-${name.replaceAll(" ", "-")}`;
    const { link, serial } = await begun(user);
    const fetches = [await request(link), await request(link)];
    const push = (index: number, secret: string) =>
      post(fetches[index]?.json.service.enrollmentUrl.slice(ORIGIN.length), { secret, operation: "register" });
    await push(0, "ab".repeat(32));
    const { transaction_id } = (await check({ serial, pass: "1234" })).json.detail;
    await push(second, "cd".repeat(32));
    await isOver(transaction_id);
    expect((await rowOf(serial)).generation).toBe(2);
  });
});

describe("the login page", () => {
  it("says that the code is over once the token is deleted", async () => {
    const { serial, user, pin } = await enrolledUser("gone-page");
    const browser = new Browser();
    const { transactionId } = await browser.begin({ user, pin });
    await asAdmin("DELETE", `/token/${serial}`);
    await isOver(transactionId);
    expect(stateIn(await browser.result(transactionId))).toBe("expired");
  });
});

describe("a login", () => {
  it("stays open while another phone of the user may answer", async () => {
    const [first, second] = [await enrolledUser("gone-one"), await enrolledUser("gone-one")];
    const login = await trigger(second);
    await asAdmin("DELETE", `/token/${first.serial}`);
    expect(await answer(login, login.right)).toBe("OK");
    expect((await endLogin(login)).json.detail.serial).toBe(second.serial);
  });

  it("of another user, or of the token's new PIN, is not touched", async () => {
    const [one, other] = [await enrolledUser("gone-mine"), await enrolledUser("gone-theirs")];
    const theirs = await trigger(other);
    const mine = await trigger(one);
    await asAdmin("POST", "/token/setpin", { serial: one.serial, otppin: "4321" });
    const renewed = await trigger({ ...one, pin: "4321" });
    await isOver(mine.transactionId);
    await asAdmin("POST", "/token/disable", { serial: one.serial });
    // A disabled token may be enabled again in time.
    expect([await polledState(theirs.transactionId), await polledState(renewed.transactionId)]).toEqual([
      "open",
      "open",
    ]);
  });

  it("that was answered stays answered: its finalize says what has become of the token", async () => {
    const enrolled = await enrolledUser("gone-answered");
    const [login, open] = [await trigger(enrolled), await trigger(enrolled)];
    await answer(login, login.right);
    await asAdmin("DELETE", `/token/${enrolled.serial}`);
    await isOver(open.transactionId);
    expect(await polledState(login.transactionId)).toBe("answered");
    expect((await endLogin(login)).json.detail.message).toBe("wrong otp pin");
  });
});
