// The list of open logins, which the audit trail tells: what it reads, and what it leaves out.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { createOpenLogins } from "../../../src/storage/objects/open-logins.ts";
import { auditRowsOnce, runSql } from "../../support/audit.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { attemptIdFor } from "../../support/house/names.ts";
import { answer, endLogin, enrolledUser, type TestLogin, trigger } from "../../support/login.ts";
import { asAdmin } from "../../support/service.ts";
import { adminCaller, realKeyring, realPorts } from "../../support/storage/ports.ts";
import { rowOf, setRow } from "../../support/storage/rows.ts";

const { settings, openLogins: uncounted } = await realPorts();
let read = 0;
const counted = watchedDatabase(env.DB, async (_, next) => {
  const done = (await next()) as D1Result[];
  for (const { meta } of done) read += meta.rows_read;
  return done;
});
const openLogins = createOpenLogins(counted, createNotes(counted, await realKeyring(), settings), settings);
const opened = async (filter: { serial?: string; attemptId?: string } = {}, sinceMs = 0) => {
  const found = await openLogins.opened(
    await adminCaller(),
    { serial: filter.serial, attemptId: filter.attemptId },
    sinceMs,
  );
  if (!found.ok) throw new Error(found.reason.code);
  return found;
};
const idsOf = async (...given: Parameters<typeof opened>) =>
  (await opened(...given)).logins.map(({ attemptId }) => attemptId);

/** An open login, the row of the trail written, which follows the reply. */
async function open(enrolled: Parameters<typeof trigger>[0]): Promise<TestLogin & { readonly attemptId: string }> {
  const login = await trigger(enrolled);
  const attemptId = await attemptIdFor(login.transactionId);
  await auditRowsOnce(1, { attempt_id: attemptId });
  return { ...login, attemptId };
}
/** So many rows at the end of the trail, of another login or of none. */
const write = (count: number, atMs: number, user = "") =>
  runSql(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO audit (id, at_ms, action, success, authentication, serial, user, realm, pseudonym, administrator, client,
      attempt_id, reason, mac)
    SELECT 'r' || hex(randomblob(8)), ${atMs}, '', 0, '', '', '${user}', 'realm1', '', '', '', '', '', 'x.y' FROM n`);

const [alice, second, bob] = [await enrolledUser("alice"), await enrolledUser("alice"), await enrolledUser("bob")];
beforeEach(() => runSql("DELETE FROM audit"));

describe("the trail tells", () => {
  it("of the logins that were opened, the newest first, with the tokens that may answer", async () => {
    const [first, last] = [await open(alice), await open(bob)];
    expect((await opened()).logins).toMatchObject([
      { attemptId: last.attemptId, serials: [bob.serial] },
      { attemptId: first.attemptId, serials: [alice.serial, second.serial] },
    ]);
  });

  it("of the logins of one token, and of one login", async () => {
    const [first, last] = [await open(alice), await open(bob)];
    expect(await idsOf({ serial: second.serial })).toEqual([first.attemptId]);
    expect(await idsOf({ serial: bob.serial })).toEqual([last.attemptId]);
    expect(await idsOf({ attemptId: last.attemptId })).toEqual([last.attemptId]);
    expect(await idsOf({ serial: second.serial, attemptId: last.attemptId })).toEqual([]);
    expect(await opened({ serial: second.serial })).toMatchObject({ serialKnown: true });
    expect(await opened({ serial: second.serial.slice(0, -1) })).toMatchObject({ serialKnown: false, logins: [] });
  });

  it("of none that is over", async () => {
    const [done, cancelled, kept] = [await open(alice), await open(alice), await open(alice)];
    await answer(done, done.right);
    await answer(kept, kept.right);
    await endLogin(done);
    await asAdmin("DELETE", `/token/challenges/transaction/${cancelled.transactionId}`);
    await auditRowsOnce(1, { event: "CHALLENGE_CANCELLED" });
    expect(await idsOf()).toEqual([kept.attemptId]);
    expect(await idsOf({ serial: alice.serial })).toEqual([kept.attemptId]);
  });

  it("of one login that is over, when it is asked for by its id", async () => {
    const done = await open(alice);
    await answer(done, done.right);
    await endLogin(done);
    await auditRowsOnce(1, { event: "LOGIN_SUCCESS" });
    expect(await opened({ attemptId: done.attemptId })).toMatchObject({ complete: true, logins: [{}] });
  });

  it("of none from when the token was in another realm", async () => {
    const { attemptId } = await open(alice);
    const { realm } = await rowOf(second.serial);
    await setRow(second.serial, { realm: "elsewhere" });
    expect([await idsOf({ serial: alice.serial }), await idsOf({ serial: second.serial })]).toEqual([[attemptId], []]);
    await runSql("UPDATE audit SET realm = 'elsewhere'");
    expect([await idsOf({ serial: alice.serial }), await idsOf({ serial: second.serial })]).toEqual([[], [attemptId]]);
    await setRow(second.serial, { realm });
  });

  it("of none that has no id, as rows from before there were ids", async () => {
    await open(alice);
    await runSql("UPDATE audit SET attempt_id = ''");
    expect(await idsOf()).toEqual([]);
  });

  it("of none that was opened before a time", async () => {
    const { attemptId } = await open(alice);
    const [row] = await auditRowsOnce(1, { attempt_id: attemptId });
    const atMs = row?.at_ms ?? 0;
    expect([await idsOf({}, atMs - 1), await idsOf({}, atMs)]).toEqual([[attemptId], []]);
  });
});

describe("a list reads few rows", () => {
  it("of the end of the trail, which is 450 rows", async () => {
    const { attemptId } = await open(alice);
    await write(449, 1000);
    expect(await idsOf()).toEqual([attemptId]);
    await write(1, 1000);
    expect(await idsOf()).toEqual([]);
  });

  it("of a long trail, and says when there may be more", async () => {
    await open(alice);
    await write(5000, 1000);
    const { attemptId } = await open(bob);
    read = 0;
    expect(await opened({}, 1000)).toMatchObject({ complete: true, logins: [{ attemptId }] });
    expect(await opened({}, 999)).toMatchObject({ complete: false, logins: [{ attemptId }] });
    expect(read / 2).toBeLessThanOrEqual(2000);
    expect(await opened({ serial: alice.serial }, 999)).toMatchObject({ complete: true, logins: [{}] });
  });

  it("of one user with a long history, and says when there may be more", async () => {
    await open(alice);
    await write(5000, 1000, "Alice");
    const { attemptId } = await open(alice);
    await write(5000, Date.now(), "zoe");
    read = 0;
    expect(await opened({ serial: alice.serial }, 1000)).toMatchObject({ complete: true, logins: [{ attemptId }] });
    expect(await opened({ serial: alice.serial }, 999)).toMatchObject({ complete: false, logins: [{ attemptId }] });
    expect(read / 2).toBeLessThanOrEqual(2000);
  });

  it("of a trail in which each row has opened a login", async () => {
    await write(5000, 1000);
    await runSql("UPDATE audit SET attempt_id = id, authentication = 'CHALLENGE', serial = 'S1'");
    read = 0;
    expect(await opened({}, 999)).toMatchObject({ complete: false });
    expect(read).toBeLessThanOrEqual(2000);
  });

  it("of one login", async () => {
    const { attemptId } = await open(alice);
    await write(5000, 1000, "alice");
    read = 0;
    expect(await idsOf({ attemptId })).toEqual([attemptId]);
    expect(read).toBeLessThan(20);
  });
});

it("is shown to no account that lacks the right", async () => {
  const stranger = { name: "gone", generation: 1 };
  expect(await openLogins.opened(stranger, { serial: undefined, attemptId: undefined }, 0)).toEqual({
    ok: false,
    reason: { code: "signed-out" },
  });
});

it("a token may still answer while it is of the generation that the login was opened with", async () => {
  const [{ id, generation }, other] = [await rowOf(alice.serial), await rowOf(bob.serial)];
  await setRow(bob.serial, { generation: generation + 1 });
  expect(
    await uncounted.stillAt([
      { id, generation },
      { id: other.id, generation },
    ]),
  ).toEqual(new Set([id]));
  await setRow(bob.serial, { generation });
  expect(await uncounted.stillAt([{ id, generation }])).toEqual(new Set([id]));
});
