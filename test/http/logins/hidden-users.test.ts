// HIDE_UNKNOWN_USERS: checking a PIN tells a stranger neither which users exist nor the state of a
// token.

import { beforeAll, describe, expect, it } from "vitest";
import { auditRows, auditRowsOnce } from "../../support/audit.ts";
import {
  asAdmin,
  check,
  enrol,
  initToken,
  postOver,
  type Reply,
  type Send,
  withSettings,
} from "../../support/service.ts";
import { hashesOf } from "../../support/storage/pin-hashes.ts";
import { setRow } from "../../support/storage/rows.ts";

/**
 * Users by the state of their only token, with the answer to the right PIN where nothing is hidden.
 */
const STATES: Record<string, string> = {
  nobody: "The user has no tokens assigned",
  bare: "The user has no tokens assigned",
  disabled: "Token is disabled",
  locked: "Failcounter exceeded",
  revoked: "ERR1007: This action is not possible, since the token is locked",
  late: "Outside validity period",
  waiting: "Token is not enrolled yet",
};

let hiding: Send;
beforeAll(async () => {
  hiding = await withSettings({ HIDE_UNKNOWN_USERS: "on" });
  for (const user of ["usual", "disabled", "locked", "revoked", "late"])
    await enrol({ user, pin: "1234", serial: user });
  await initToken({ user: "waiting", pin: "1234" });
  await initToken({ user: "bare", serial: "bare" });
  await asAdmin("DELETE", "/token/bare");
  await asAdmin("POST", "/token/disable", { serial: "disabled" });
  await asAdmin("POST", "/token/revoke", { serial: "revoked" });
  await setRow("locked", { failcount: 10 });
  await setRow("late", { valid_until_ms: 1 });
});
const reduced = ({ id, time, ...json }: Record<string, unknown>) => json;
/** From a network whose refusals still get rows, and are not yet only counted. */
const fromElsewhere = (network: number) => ({ "CF-Connecting-IP": `192.0.${network}.1` });
async function hidden(path: string, user: string, pass: string, headers: Record<string, string> = {}) {
  let reply: Reply | undefined;
  const hashes = await hashesOf(async () => {
    reply = await postOver(hiding, path, { user, pass }, headers);
  });
  return {
    status: reply?.status,
    reason: reply?.headers.get("TiQR-Reason"),
    reply: reply?.json ? reduced(reply.json) : reply?.text,
    hashes,
  };
}

describe("where users are hidden", () => {
  it.each(Object.keys(STATES))("a check of %s looks like a wrong PIN and costs as much", async (user) => {
    for (const path of ["/validate/check", "/validate/samlcheck", "/validate/radiuscheck"]) {
      const wrong = await hidden(path, "usual", "wrong");
      expect(wrong.hashes).toBe(1);
      for (const pass of ["1234", "wrong", ""]) expect(await hidden(path, user, pass)).toEqual(wrong);
    }
  });

  it.each(["NOSUCH", "usual"])(
    "with the serial %s beside it, a user that exists looks like one that does not",
    async (serial) => {
      for (const user of ["locked", "nobody"]) {
        const { status, json } = await postOver(hiding, "/validate/check", { user, serial, pass: "x" });
        expect([status, json.detail]).toEqual([200, { message: "wrong otp pin" }]);
      }
      const alone = await postOver(hiding, "/validate/check", { serial: "NOSUCH", pass: "x" });
      expect(alone.status).toBe(404);
    },
  );

  it("a token without a PIN costs as much as one with a PIN", async () => {
    await enrol({ user: "pinless", serial: "pinless" });
    expect((await hidden("/validate/check", "pinless", "wrong")).hashes).toBe(1);
  });

  it("the trail has a row just as for a wrong PIN", async () => {
    for (const [network, user] of ["bare", "disabled", "usual"].entries()) {
      const before = (await auditRows({ user })).length;
      await hidden("/validate/check", user, "wrong", fromElsewhere(network));
      expect((await auditRows({ user })).length).toBe(before + 1);
    }
  });

  it("the trail keeps no invented name", async () => {
    await hidden("/validate/check", "nobody", "wrong", fromElsewhere(8));
    expect((await auditRows({ user: "nobody" })).length).toBe(0);
  });

  it("the trail has the real reason", async () => {
    await hidden("/validate/check", "disabled", "1234", fromElsewhere(9));
    const rows = await auditRowsOnce(1, { serial: "disabled", reason: "token-disabled" });
    expect(rows.length).toBeGreaterThan(0);
  });

  it("a right PIN opens a login", async () => {
    await setRow("usual", { failcount: 0 });
    const { json } = await postOver(hiding, "/validate/check", { user: "usual", pass: "1234" });
    expect(json.result.authentication).toBe("CHALLENGE");
  });
});

describe("where users are not hidden, as in privacyIDEA", () => {
  it.each(Object.entries(STATES))("a check of %s says so", async (user, message) => {
    const { result, detail } = (await check({ user, pass: "1234" })).json;
    expect(result.error?.message ?? detail.message).toBe(message);
  });
});
