// The login page shows the state of an unusable token only after a right PIN, and limits guesses
// there, too.

import { beforeAll, describe, expect, it } from "vitest";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { asAdmin, check, enrol } from "../../support/service.ts";
import { hashesOf } from "../../support/storage/pin-hashes.ts";
import { failureRows, setFailures, setRow } from "../../support/storage/rows.ts";

const notice = async (user: string, pin: string) => stateIn(await new Browser().post("/login/begin", { user, pin }));
const locked = { failcount: 10, locks: 0, failed_at_ms: Date.now() } as const;

beforeAll(async () => {
  for (const user of ["off", "gone", "late", "typed", "guessed", "usual"])
    await enrol({ user, pin: "1234", serial: user });
  await asAdmin("POST", "/token/disable", { serial: "off" });
  await asAdmin("POST", "/token/revoke", { serial: "gone" });
  await setRow("late", { valid_until_ms: 1 });
  await setFailures("typed", { path: "vouched", ...locked });
  await setFailures("guessed", { path: "pin", ...locked });
});

describe("the login page", () => {
  it.each([
    ["disabled", "off", "unusable"],
    ["revoked", "gone", "unusable"],
    ["outside its period", "late", "unusable"],
    ["locked by wrong digits", "typed", "locked"],
  ])("says that a token is %s only after the right PIN, and counts a wrong one", async (_, user, told) => {
    expect([await notice(user, "0000"), await notice(user, "")]).toEqual(["wrong-user", "wrong-user"]);
    expect(await failureRows(user)).toContainEqual(expect.objectContaining({ path: "pin", failcount: 2 }));
    expect(await notice(user, "1234")).toBe(told);
    for (let tries = 2; tries < 10; tries++) await notice(user, "0000");
    // Now the PIN itself is locked, and the right one reveals nothing more.
    expect(await notice(user, "1234")).toBe("wrong-user");
  });

  it("does not mention a lock that wrong PINs have closed: otherwise guessing could go on during the lock", async () => {
    const before = await failureRows("guessed");
    expect([await notice("guessed", "1234"), await notice("guessed", "0000")]).toEqual(["wrong-user", "wrong-user"]);
    expect(await failureRows("guessed")).toEqual(before);
    expect((await check({ user: "guessed", pass: "1234" })).json.detail.message).toBe("Failcounter exceeded");
  });

  it("takes as long for an unknown user as for a wrong PIN, while /validate/check says who has no token", async () => {
    for (const user of ["usual", "nosuch", "guessed"])
      expect([user, await hashesOf(async () => expect(await notice(user, "0000")).toBe("wrong-user"))]).toEqual([
        user,
        1,
      ]);
    expect((await check({ user: "nosuch", pass: "0000" })).json.detail.message).toBe("The user has no tokens assigned");
  });
});
