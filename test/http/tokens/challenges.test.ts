// /token/challenges/ [377-381]: the open logins, as the trail and their objects tell, and ending
// one.

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { FINALIZE_GRACE_MS } from "../../../src/core/login/transaction/challenge.ts";
import { auditRows, runSql } from "../../support/audit.ts";
import { attemptIdFor } from "../../support/house/names.ts";
import {
  asAdmin,
  asAdminOver,
  check,
  type EnrolledToken,
  enrol,
  errorOf,
  openLogin,
  poll,
  request,
  requestOver,
  resultOf,
  type Send,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";

// A row of the trail is written after the reply, for which this app waits.
let app: Send;
let [mine, other]: EnrolledToken[] = [];
beforeAll(async () => {
  app = await withSettings({});
  mine = await enrol({ user: "mine", pin: "1234", serial: "MINE" });
  other = await enrol({ user: "other", pin: "1234", serial: "OTHER" });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const { transaction_id } of (await list("?pagesize=100")).challenges)
    await asAdmin("DELETE", `/token/challenges/transaction/${transaction_id}`);
});

/** `listed`: as the list names it. */
async function opened(user = "mine") {
  const login = await openLogin({ user, pass: "1234" }, app);
  return { ...login, listed: await attemptIdFor(login.id) };
}
const list = async (path = "") => resultOf(await asAdmin("GET", `/token/challenges/${path}`));
const idsOf = async (path = ""): Promise<string[]> =>
  (await list(path)).challenges.map(({ transaction_id }: { transaction_id: string }) => transaction_id);

describe("the list of challenges", () => {
  it("shows privacyIDEA's keys, with the question of the QR code", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 10, 24, 13, 31, 17) });
    const { listed, link } = await opened();
    expect((await list()).challenges).toEqual([
      {
        challenge: link.split("/")[4],
        data: {},
        expiration: "Tue, 24 Nov 2026 13:33:17 GMT",
        otp_received: false,
        otp_valid: false,
        received_count: 0,
        serial: "MINE",
        timestamp: "Tue, 24 Nov 2026 13:31:17 GMT",
        transaction_id: listed,
        // Our own: who signs in, from where, and for whom.
        user: "mine",
        realm: "realm1",
        client: "unknown",
        country: "",
        application: "",
        administrator: "",
      },
    ]);
  });

  it("is of all tokens, of one by the path, or of one transaction [166, 378, 380]", async () => {
    const [a, b] = [await opened(), await opened("other")];
    expect((await idsOf()).sort()).toEqual([a.listed, b.listed].sort());
    expect(await idsOf("MINE")).toEqual([a.listed]);
    for (const id of [b.id, b.listed]) expect(await idsOf(`?transaction_id=${id}`)).toEqual([b.listed]);
    expect(await idsOf(`MINE?transaction_id=${b.id}`)).toEqual([]);
    expect((await idsOf("?serial=MINE")).length).toBe(2); // as in privacyIDEA
    const unknown = [404, 601, "The requested token could not be found."];
    expect(errorOf(await asAdmin("GET", "/token/challenges/NOSUCH"))).toEqual(unknown);
  });

  it("has an entry for each token that may answer", async () => {
    for (const serial of ["TWO1", "TWO2"]) await enrol({ user: "two", pin: "1234", serial });
    const { id } = await opened("two");
    const { challenges } = await list(`?transaction_id=${id}`);
    expect(challenges.map(({ serial }: { serial: string }) => serial)).toEqual(["TWO1", "TWO2"]);
  });

  it("is sent in pages, the newest first, and counts all of them", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      vi.setSystemTime(Date.now() + 1000);
      ids.unshift((await opened()).listed);
    }
    expect(await list("?pagesize=2")).toMatchObject({ count: 3, current: 1, prev: null, next: 2 });
    expect(await idsOf("?pagesize=2")).toEqual(ids.slice(0, 2));
    expect(await list("?pagesize=2&page=2")).toMatchObject({ count: 3, current: 2, prev: 1, next: null });
    expect(await idsOf("?pagesize=2&page=2")).toEqual(ids.slice(2));
    expect(await list("?pagesize=2&page=3")).toMatchObject({ count: 3, challenges: [] });
    for (const size of [0, 101])
      expect(errorOf(await asAdmin("GET", `/token/challenges/?pagesize=${size}`)).slice(0, 2)).toEqual([400, 905]);
  });

  it("lists an answered challenge, and forgets a used one", async () => {
    const { id, link } = await opened();
    await mine?.phone.login(link);
    expect((await list()).challenges).toMatchObject([{ otp_received: true, otp_valid: true, received_count: 1 }]);
    await check({ user: "mine", transaction_id: id });
    expect(await idsOf()).toEqual([]);
  });

  it.each(["delete", "revoke", "unassign", "setpin", "init"])("forgets what a token's %s has ended", async (name) => {
    const [user, serial] = [`end-${name}`, `END-${name}`];
    await enrol({ user, pin: "1234", serial });
    await opened(user);
    const kept = await opened("other");
    if (name === "delete") await asAdmin("DELETE", `/token/${serial}`);
    else await asAdmin("POST", `/token/${name}`, { serial, user, type: "tiqr", otppin: "other" });
    expect(await idsOf()).toEqual([kept.listed]);
  });
});

describe("a challenge deleted", () => {
  it.each(["id", "name in the list"])("by its %s is cancelled, counts one, and leaves the list", async (by) => {
    const { id, listed, link } = await opened("other");
    const remove = () => asAdmin("DELETE", `/token/challenges/transaction/${by === "id" ? id : listed}`);
    expect(resultOf(await remove())).toEqual({ deleted: 1, status: true });
    expect(resultOf(await remove())).toEqual({ deleted: 0, status: true });
    expect(await idsOf()).toEqual([]);
    expect((await poll(id)).json.detail.transaction_state).toBe("cancelled");
    expect(await other?.phone.login(link)).toMatchObject({ reply: { word: "invalid-challenge" } });
  });
});

describe("a cancelling", () => {
  it.each(["id", "name in the list"])("by its %s finds a login of which the trail has no row", async (by) => {
    const { id, listed } = await opened();
    await runSql("DELETE FROM audit WHERE attempt_id = ?", listed);
    const which = by === "id" ? id : listed;
    expect(resultOf(await asAdmin("DELETE", `/token/challenges/transaction/${which}`)).deleted).toBe(1);
  });

  it.each(["id", "name in the list"])(
    "by its %s is refused without the right, and the login's rows say so",
    async (by) => {
      const { id, listed } = await opened();
      const headers = await serviceAccount(`prying-${by.length}`, ["triggerchallenge"]);
      const which = by === "id" ? id : listed;
      const refused = await requestOver(app, `/token/challenges/transaction/${which}`, { method: "DELETE", headers });
      expect(errorOf(refused).slice(0, 2)).toEqual([403, 303]);
      const { auditdata } = resultOf(await asAdmin("GET", `/audit/?transaction_id=${id}`));
      expect(auditdata.map(({ event }: { event: string }) => event)).toEqual(["ACCESS_DENIED", "CHALLENGE_TRIGGERED"]);
      expect(auditdata[0]).toMatchObject({ user: "mine", realm: "realm1", attempt_id: listed });
    },
  );

  it("of something that is no login puts none of its text into the trail", async () => {
    for (const id of ["12345678901234567890", "f".repeat(32), "any text"])
      await asAdminOver(app, "DELETE", `/token/challenges/transaction/${id}`);
    const action = "DELETE /token/challenges/transaction/<transaction_id>";
    const rows = (await auditRows({ action, success: 0 })).slice(-3);
    expect(rows.map(({ attempt_id, reason }) => [attempt_id, reason])).toEqual(
      Array(3).fill(["", "challenge-not-open"]),
    );
  });
});

describe("expired challenges", () => {
  it("are in no list, except one that is answered and may still be finalized", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await opened();
    const { link, listed } = await opened();
    await mine?.phone.login(link);
    vi.setSystemTime(Date.now() + 119_000);
    const late = await opened();
    vi.setSystemTime(Date.now() + 1000);
    expect(await idsOf()).toEqual([late.listed, listed]);
    vi.setSystemTime(Date.now() + FINALIZE_GRACE_MS);
    expect(await idsOf()).toEqual([late.listed]);
  });

  it("are not there to be deleted", async () => {
    await opened();
    expect(resultOf(await asAdminOver(app, "DELETE", "/token/challenges/expired"))).toEqual({
      deleted: 0,
      status: true,
    });
    expect(await idsOf()).toHaveLength(1);
  });
});

describe("a caller without a JWT", () => {
  it.each([
    ["GET", ""],
    ["GET", "MINE"],
    ["DELETE", "expired"],
    ["DELETE", "transaction/12345678901234567890"],
  ])("may not %s %s", async (method, path) => {
    expect(errorOf(await request(`/token/challenges/${path}`, { method })).slice(0, 2)).toEqual([401, 4033]);
  });
});
