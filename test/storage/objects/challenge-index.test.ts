// The list of open transactions is for administrators. Only the transaction's own object decides.

import { beforeAll, describe, expect, it } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { answer, enrolledUser, finalize, type Login, responseOf, sessionKeyIn, trigger } from "../../support/login.ts";
import { attemptIdOf } from "../../support/names.ts";
import { adminCaller, NO_NOTE, realPorts } from "../../support/ports.ts";
import { rowsOf } from "../../support/rows.ts";
import { asAdmin } from "../../support/service.ts";

const { openLogins } = await realPorts();
interface IndexRow {
  attempt_id: string;
  session_key: string;
  serial: string;
  answered: number;
}
const rowsUnder = async (attemptId: string) =>
  ((await rowsOf("challenge")) as IndexRow[]).filter((row) => row.attempt_id === attemptId);
const indexOf = async ({ transactionId }: Login) => rowsUnder(await attemptIdOf(transactionId));
/** A transaction whose rows in the list are written: they follow the reply, before the row of the trail. */
async function indexed(enrolled: Parameters<typeof trigger>[0]): Promise<Login> {
  const login = await trigger(enrolled);
  await expect.poll(() => indexOf(login)).not.toEqual([]);
  await auditRowsOnce(1, { attempt_id: await attemptIdOf(login.transactionId) });
  return login;
}

let first: Awaited<ReturnType<typeof enrolledUser>>;
let second: typeof first;
beforeAll(async () => {
  [first, second] = [await enrolledUser("alice"), await enrolledUser("alice")];
});

describe("the index", () => {
  it("has a row for each token that may answer, as open, with the fields that an administrator sees", async () => {
    const login = await indexed(first);
    const row = {
      attempt_id: await attemptIdOf(login.transactionId),
      session_key: sessionKeyIn(login.link),
      question: login.link.split("/")[4],
      answered: 0,
    };
    const rows = [first, second].map(({ serial }) => expect.objectContaining({ ...row, serial }));
    expect(await indexOf(login)).toEqual(expect.arrayContaining(rows));
    expect(await indexOf(login)).toHaveLength(2);
  });

  it("marks the token that answered, only in that transaction", async () => {
    const [login, other] = [await indexed(first), await indexed(first)];
    expect(await answer(login, await responseOf(second.phone, login.link))).toBe("OK");
    const marks = Object.fromEntries((await indexOf(login)).map(({ serial, answered }) => [serial, answered]));
    expect(marks).toEqual({ [first.serial]: 0, [second.serial]: 1 });
    expect((await indexOf(other)).map(({ answered }) => answered)).toEqual([0, 0]);
  });

  it("marks nothing for a wrong answer", async () => {
    const login = await indexed(first);
    await answer(login, login.wrong);
    expect((await indexOf(login)).map(({ answered }) => answered)).toEqual([0, 0]);
    await asAdmin("POST", "/token/reset", { user: "alice" });
  });

  it("forgets a login that is finalized, and a transaction that is cancelled", async () => {
    const [done, cancelled, open] = [await indexed(first), await indexed(first), await indexed(first)];
    await answer(done, done.right);
    await finalize(done);
    await asAdmin("DELETE", `/token/challenges/transaction/${cancelled.transactionId}`);
    expect([(await indexOf(done)).length, (await indexOf(cancelled)).length]).toEqual([0, 0]);
    expect(await indexOf(open)).toHaveLength(2);
  });

  it("keeps its row if it comes twice", async () => {
    const login = await indexed(first);
    await answer(login, login.right);
    const before = await indexOf(login);
    const again = { question: "x", openedAtMs: 0, expiresAtMs: 0, answered: false };
    const attemptId = await attemptIdOf(login.transactionId);
    await openLogins.note([{ ...again, attemptId, sessionKey: "x", serial: first.serial }]);
    expect(await indexOf(login)).toEqual(before);
  });

  it("forgets the transactions that have expired by a time, and counts them", async () => {
    const row = { question: "x", openedAtMs: 0, answered: false, serial: "ANY", sessionKey: "x" };
    await openLogins.note([
      { ...row, attemptId: "past", expiresAtMs: 999 },
      { ...row, attemptId: "now", expiresAtMs: 1000 },
      { ...row, attemptId: "later", expiresAtMs: 1001 },
    ]);
    const forgotten = await openLogins.forget(await adminCaller(), { expiredAtMs: 1000 }, NO_NOTE);
    expect(forgotten).toEqual({ ok: true, changed: 2 });
    expect(await rowsUnder("later")).toHaveLength(1);
  });

  it.each([
    ["revoked", "/token/revoke"],
    ["given a new PIN", "/token/setrandompin"],
    ["unassigned", "/token/unassign"],
    ["enrolled again", "/token/init"],
  ])("forgets the transactions of a token that is %s", async (how, path) => {
    const bob = await enrolledUser(`bob ${how}`);
    const login = await indexed(bob);
    await asAdmin("POST", path, { serial: bob.serial, user: bob.user });
    expect(await indexOf(login)).toEqual([]);
  });
});
