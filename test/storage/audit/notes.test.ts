// Each step of an enrolment and a login leaves one row in the trail, with the decision, the user,
// and the address.

import { describe, expect, it } from "vitest";
import { auditRows, auditRowsOnce, trailContent, trailContentWith } from "../../support/audit.ts";
import { attemptIdFor, sessionKeyFor } from "../../support/house/names.ts";
import { answered, enrolledUser, randomBytes, type TestLogin, trigger } from "../../support/login.ts";
import { admin, ORIGIN, postOver, requestOver, withSettings } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";
import { setRow } from "../../support/storage/rows.ts";

/** Actions are named by their route, as in privacyIDEA. */
const ANSWER = "POST /ttype/<ttype>";
const CHECK = "POST /validate/check";
const CLIENT = "192.0.2.55";
const FROM = { "CF-Connecting-IP": CLIENT };
/** Work that follows the reply is done when this returns. */
const send = await withSettings({});
const alice = await enrolledUser("alice");

const check = (fields: Record<string, string>) => postOver(send, "/validate/check", fields, FROM);
const init = async (fields: Record<string, string>) =>
  postOver(send, "/token/init", { type: "tiqr", ...fields }, { ...FROM, ...(await admin()) });
const answer = async (transactionId: string, response: string) =>
  postOver(
    send,
    "/ttype/tiqr",
    { sessionKey: await sessionKeyFor(transactionId), userId: "x", response, operation: "login" },
    FROM,
  );

/** The rows of a transaction after that of its opening. */
const rowsSince = async ({ transactionId }: TestLogin, count = 1) => {
  const rows = await auditRowsOnce(count + 1, { attempt_id: await attemptIdFor(transactionId) });
  return rows.filter(({ authentication }) => authentication !== "CHALLENGE").map(trailContent);
};
const ofAlice = async (login: TestLogin) => ({
  serial: alice.serial,
  user: "alice",
  realm: "realm1",
  client: CLIENT,
  attempt_id: await attemptIdFor(login.transactionId),
});

describe("an enrolment leaves one row a step", () => {
  it("when the token is made, with the administrator and the user; for the metadata; and for the secret", async () => {
    const reply = await init({ user: "bob", serial: "BOB", pin: "1234" });
    const bob = { user: "bob", realm: "realm1", serial: "BOB", client: CLIENT };
    const rows = [trailContentWith({ ...bob, action: "POST /token/init", success: 1, administrator: "admin" })];
    expect((await auditRows({ serial: "BOB" })).map(trailContent)).toEqual(rows);

    const path = reply.json.detail.tiqrenroll.value.slice(`tiqrenroll://${ORIGIN}`.length);
    const { json } = await requestOver(send, path, { headers: FROM });
    rows.push(trailContentWith({ ...bob, action: "GET /ttype/<ttype>", success: 1 }));
    expect((await auditRows({ serial: "BOB" })).map(trailContent)).toEqual(rows);

    const push = { secret: "ab".repeat(32), operation: "register" };
    const [first, second] = [0, 1].map(() => json.service.enrollmentUrl.slice(ORIGIN.length));
    expect((await postOver(send, first, push, FROM)).text).toBe("OK");
    rows.push(trailContentWith({ ...bob, action: ANSWER, success: 1 }));
    expect((await auditRows({ serial: "BOB" })).map(trailContent)).toEqual(rows);
    // The same secret again hears the same and leaves no row; another one takes its place.
    expect((await postOver(send, second, push, FROM)).text).toBe("OK");
    expect((await postOver(send, second, { ...push, secret: "cd".repeat(32) }, FROM)).text).toBe("OK");
    rows.push(trailContentWith({ ...bob, action: ANSWER, success: 1 }));
    expect((await auditRows({ serial: "BOB" })).map(trailContent)).toEqual(rows);
  });

  it("of an init that is refused, with its reason", async () => {
    await enrolledUser("carol", "1234", { serial: "CAROL" });
    await setRow("CAROL", { revoked: 1 });
    const before = await auditRows({ serial: "CAROL" });
    await init({ user: "carol", serial: "CAROL" });
    const [row, ...more] = (await auditRows({ serial: "CAROL" })).slice(before.length).map(trailContent);
    const carol = { serial: "CAROL", user: "carol", realm: "realm1", administrator: "admin", client: CLIENT };
    expect(row).toEqual(trailContentWith({ ...carol, action: "POST /token/init", reason: "token-revoked" }));
    expect(more).toEqual([]);
  });
});

describe("a login leaves one row a step", () => {
  it("of the challenge, which is not yet a success", async () => {
    const { json } = await check({ user: "alice", pass: "1234" });
    const login = { transactionId: json.detail.transaction_id } as TestLogin;
    const rows = await auditRows({ attempt_id: await attemptIdFor(login.transactionId) });
    expect(rows.map(trailContent)).toEqual([
      trailContentWith({ ...(await ofAlice(login)), action: CHECK, authentication: "CHALLENGE" }),
    ]);
  });

  it("of a wrong answer and of a right one", async () => {
    const login = await trigger(alice);
    await answer(login.transactionId, login.wrong);
    const step = { ...(await ofAlice(login)), action: ANSWER };
    const wrong = trailContentWith({ ...step, authentication: "REJECT", reason: "wrong-response" });
    expect(await rowsSince(login)).toEqual([wrong]);
    await answer(login.transactionId, login.right);
    expect(await rowsSince(login, 2)).toEqual([
      wrong,
      trailContentWith({ ...step, success: 1, authentication: "ACCEPT" }),
    ]);
  });

  it("of the finalization, and of no poll of either kind before it", async () => {
    const login = await trigger(alice);
    await requestOver(send, `/validate/polltransaction?transaction_id=${login.transactionId}`);
    await check({ user: "alice", transaction_id: login.transactionId });
    await answer(login.transactionId, login.right);
    await check({ user: "alice", transaction_id: login.transactionId });
    const success = { ...(await ofAlice(login)), success: 1, authentication: "ACCEPT" } as const;
    expect(await rowsSince(login, 2)).toEqual([
      trailContentWith({ ...success, action: ANSWER }),
      trailContentWith({ ...success, action: CHECK }),
    ]);
  });

  it("of one request that brings the response and finalizes", async () => {
    const login = await trigger(alice);
    await check({ user: "alice", transaction_id: login.transactionId, response: login.right });
    const row = { ...(await ofAlice(login)), action: CHECK, success: 1, authentication: "ACCEPT" } as const;
    expect(await rowsSince(login)).toEqual([trailContentWith(row)]);
  });

  it("of an answer that comes too late, and of one that the lock refuses", async () => {
    const [late, locked] = [await answered(alice), await trigger(alice)];
    await answer(late.transactionId, late.wrong);
    const refused = { action: ANSWER, authentication: "REJECT", reason: "challenge-not-open" } as const;
    expect((await rowsSince(late, 2)).at(-1)).toEqual(trailContentWith({ ...(await ofAlice(late)), ...refused }));
    await setRow(alice.serial, { active: 0 });
    await answer(locked.transactionId, locked.right);
    await setRow(alice.serial, { active: 1 });
    expect(await rowsSince(locked)).toEqual([trailContentWith({ ...(await ofAlice(locked)), ...refused })]);
  });

  it("of a finalization that the lock refuses", async () => {
    const login = await answered(alice);
    await setRow(alice.serial, { active: 0 });
    await check({ user: "alice", transaction_id: login.transactionId });
    await setRow(alice.serial, { active: 1 });
    const refused = { action: CHECK, authentication: "REJECT", reason: "nothing-to-finalize" } as const;
    expect((await rowsSince(login, 2)).at(-1)).toEqual(trailContentWith({ ...(await ofAlice(login)), ...refused }));
  });

  it.each([
    ["a wrong PIN", { user: "dave", pass: "0000" }, {}, "wrong-pin"],
    ["a locked token", { user: "dave", pass: "1234" }, { failcount: 10 }, "token-locked"],
    ["a disabled token", { serial: "DAVE", pass: "1234" }, { active: 0 }, "token-disabled"],
  ])("of %s, with serial, user and reason", async (_, fields, columns, reason) => {
    await enrolledUser("dave", "1234", { serial: "DAVE" });
    await setRow("DAVE", { active: 1, failcount: 0, ...columns });
    const before = await auditRows({ action: CHECK, serial: "DAVE" });
    await check(fields);
    const rows = (await auditRows({ action: CHECK, serial: "DAVE" })).slice(before.length);
    const dave = { serial: "DAVE", user: "dave", realm: "realm1", client: CLIENT, authentication: "REJECT" } as const;
    expect(rows.map(trailContent)).toEqual([trailContentWith({ ...dave, action: CHECK, reason })]);
  });
});

describe("nothing is left", () => {
  it("by a transaction_id that is made up, or was never opened", async () => {
    const { transactions } = await realPorts();
    const before = await auditRows();
    for (const id of ["12345678901234567890", "x", (await transactions.make(randomBytes)).transactionId]) {
      await requestOver(send, `/validate/polltransaction?transaction_id=${id}`);
      await answer(id, "12345678");
      await check({ user: "alice", transaction_id: id });
      await check({ user: "alice", transaction_id: id, response: "12345678" });
    }
    // An object's rows after its replies are stored once a later object's row is.
    const login = await answered(alice);
    await answer(login.transactionId, login.wrong);
    await auditRowsOnce(3, { attempt_id: await attemptIdFor(login.transactionId) });
    const rows = (await auditRows()).slice(before.length);
    const mine = await attemptIdFor(login.transactionId);
    expect(rows.filter(({ attempt_id }) => attempt_id !== mine)).toEqual([]);
  });
});
