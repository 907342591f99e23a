// The table of the audit trail is gone. A batch that carries a row fails as a whole, so nothing is
// decided without the trail; a row that follows the reply makes nothing fail.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { auditRows, auditRowsOnce } from "../../support/audit.ts";
import { objectOf, storedText, watchDatabaseOf } from "../../support/bindings.ts";
import { attemptIdFor } from "../../support/house/names.ts";
import { answer, answered, endLogin, enrolledUser, type TestLogin, trigger } from "../../support/login.ts";
import { admin, ORIGIN, postOver, requestOver, withSettings } from "../../support/service.ts";
import { rowOf, rowsOf } from "../../support/storage/rows.ts";

const logged = vi.spyOn(console, "error");
const send = await withSettings({});
const alice = await enrolledUser("alice", "1234", { serial: "ALICE" });
await admin();
beforeEach(() => {
  logged.mockReset().mockImplementation(() => {});
});

const rename = (from: string, to: string) => env.DB.prepare(`ALTER TABLE ${from} RENAME TO ${to}`).run();
let away = false;
async function takeAway(): Promise<void> {
  away = true;
  await rename("audit", "elsewhere");
}
async function bringBack(): Promise<void> {
  if (away) await rename("elsewhere", "audit");
  away = false;
}
afterEach(bringBack);

const check = async (fields: Record<string, string>) => postOver(send, "/validate/check", fields);
const init = async (serial: string) =>
  postOver(send, "/token/init", { type: "tiqr", user: "bob", serial, pin: "1234" }, await admin());

describe("without the audit table, a decision that must leave a row is not carried out", () => {
  it("a token is not made, nor its user known", async () => {
    const before = [await rowsOf("token"), await rowsOf("user")];
    await takeAway();
    expect((await init("BOB")).status).toBe(503);
    expect([await rowsOf("token"), await rowsOf("user")]).toEqual(before);
    await bringBack();
    expect((await init("BOB")).json.result.value).toBe(true);
  });

  it("a secret is not stored, and the phone may push it again", async () => {
    const path = (await init("PUSHED")).json.detail.tiqrenroll.value.slice(`tiqrenroll://${ORIGIN}`.length);
    const url = (await requestOver(send, path)).json.service.enrollmentUrl.slice(ORIGIN.length);
    const push = async () => (await postOver(send, url, { secret: "ab".repeat(32), operation: "register" })).text;
    const before = await rowOf("PUSHED");
    await takeAway();
    expect(await push()).not.toBe("OK");
    expect(await rowOf("PUSHED")).toEqual(before);
    await bringBack();
    expect(await push()).toBe("OK");
  });

  it("a wrong PIN is not counted, and not judged", async () => {
    const before = await rowOf("ALICE");
    await takeAway();
    expect((await check({ user: "alice", pass: "0000" })).status).toBe(503);
    expect((await check({ user: "nobody", pass: "0000" })).status).toBe(503); // the same batch, which counts nothing
    expect(await rowOf("ALICE")).toEqual(before);
  });

  it.each(["right", "wrong"] as const)("a %s answer is not counted, and the phone may try again", async (kind) => {
    const login = await trigger(alice);
    const before = [await rowOf("ALICE"), await storedText(login.transactionId)];
    await takeAway();
    expect(await answer(login, login[kind])).toBe("INVALID_REQUEST");
    expect([await rowOf("ALICE"), await storedText(login.transactionId)]).toEqual(before);
    await bringBack();
    expect(await answer(login, login.wrong)).toBe("INVALID_RESPONSE:9");
    expect(await answer(login, login.right)).toBe("OK");
  });

  it("a finalization is not accepted, and may be tried again", async () => {
    const login = await answered(alice);
    const before = [await rowOf("ALICE"), await storedText(login.transactionId)];
    await takeAway();
    expect((await endLogin(login)).status).toBe(503);
    expect([await rowOf("ALICE"), await storedText(login.transactionId)]).toEqual(before);
    await bringBack();
    expect((await endLogin(login)).json.result.value).toBe(true);
  });
});

describe("without the audit table, a decision whose row follows the reply is carried out", () => {
  it("a challenge is opened", async () => {
    await takeAway();
    const { json } = await check({ user: "alice", pass: "1234" });
    expect(json.result.authentication).toBe("CHALLENGE");
    expect(logged).toHaveBeenCalledWith("after POST /validate/check:", expect.any(Error));
  });

  it("the metadata is given", async () => {
    const path = (await init("METADATA")).json.detail.tiqrenroll.value.slice(`tiqrenroll://${ORIGIN}`.length);
    await takeAway();
    expect((await requestOver(send, path)).json.identity.identifier).toBe("bob_realm1");
  });

  it("an administrator signs in", async () => {
    await takeAway();
    expect((await postOver(send, "/auth", { username: "admin", password: ADMIN_PASSWORD })).status).toBe(200);
  });

  it("an answer that comes too late learns so", async () => {
    const login = await answered(alice);
    await takeAway();
    expect(await answer(login, login.wrong)).toBe("INVALID_CHALLENGE");
    await vi.waitUntil(() => logged.mock.calls.length > 0);
    expect(logged).toHaveBeenCalledWith("transaction: what follows a reply failed:", expect.any(Error));
  });
});

describe("a row of the object itself", () => {
  /** Collects what the object gives to waitUntil from now on. */
  async function waitedFor({ transactionId }: TestLogin): Promise<{ count: number }> {
    const waits = { count: 0 };
    await runInDurableObject(await objectOf(transactionId), (object) => {
      const inside = object as unknown as { ctx: DurableObjectState };
      const { ctx } = inside;
      inside.ctx = new Proxy(ctx, {
        get(_, name) {
          if (name === "waitUntil") return (work: Promise<unknown>) => ctx.waitUntil(work.finally(() => waits.count++));
          return ctx[name as keyof DurableObjectState];
        },
      });
    });
    return waits;
  }

  it("is not waited for by the reply, and is given to waitUntil", async () => {
    const login = await answered(alice);
    const waits = await waitedFor(login);
    let letGo: (() => void) | undefined;
    await watchDatabaseOf(login.transactionId, async (call, next) => {
      expect(call.sql).toMatch(/^INSERT INTO refusal_count /);
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      return next();
    });
    const late = { attempt_id: await attemptIdFor(login.transactionId), reason: "challenge-not-open" };
    expect(await answer(login, login.wrong)).toBe("INVALID_CHALLENGE");
    await vi.waitUntil(() => letGo !== undefined);
    expect([await auditRows(late), waits.count]).toEqual([[], 0]);
    await runInDurableObject(await objectOf(login.transactionId), () => letGo?.());
    expect(await auditRowsOnce(1, late)).toHaveLength(1);
    await vi.waitUntil(() => waits.count === 1);
    await evictDurableObject(await objectOf(login.transactionId));
  });
});
