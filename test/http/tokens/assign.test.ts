// Assigning and unassigning [355-368]. Differs: the secret is erased at once, because a phone files
// its account under the user; the PIN stays.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { asAdmin, check, enrol, errorOf, initToken, resultOf, tokenOf } from "../../support/service.ts";

const assign = (fields: Record<string, string>) => asAdmin("POST", "/token/assign", fields);
const unassign = (serial: string) => asAdmin("POST", "/token/unassign", { serial });
const message = async (fields: Record<string, string>) => (await check(fields)).json.detail?.message;
const secretOf = (serial: string) =>
  env.DB.prepare("SELECT sealed_secret FROM token WHERE serial = ?").bind(serial).first("sealed_secret");

describe("a token unassigned", () => {
  beforeAll(async () => {
    await enrol({ user: "left", pin: "1234", serial: "LEFT" });
    expect(await secretOf("LEFT")).not.toBeNull();
    expect(resultOf(await unassign("LEFT"))).toBe(1);
  });

  it("has neither user nor secret", async () => {
    expect(await tokenOf("LEFT")).toMatchObject({ username: "", realms: [], rollout_state: "clientwait" });
    expect((await tokenOf("LEFT")).info).not.toHaveProperty("assignment_date");
    expect(await secretOf("LEFT")).toBeNull();
  });

  it("logs no one in, and its user stays known", async () => {
    expect(await message({ user: "left", pass: "1234" })).toBe("The user has no tokens assigned");
    expect(await message({ serial: "LEFT", pass: "1234" })).toBe("Token is not enrolled yet");
    expect(errorOf(await check({ serial: "LEFT", user: "left", pass: "1234" })).slice(0, 2)).toEqual([400, 905]);
  });

  it("can be unassigned again [356]", async () => {
    expect(resultOf(await unassign("LEFT"))).toBe(1);
  });

  it("is enrolled again for its next user, whose phone then logs in with the old PIN", async () => {
    expect(resultOf(await assign({ serial: "LEFT", user: "next@realm1" }))).toBe(true);
    expect(await tokenOf("LEFT")).toMatchObject({
      username: "next",
      user_realm: "realm1",
      rollout_state: "clientwait",
    });
    expect((await tokenOf("LEFT")).info).toHaveProperty("assignment_date");
    expect(await message({ user: "next", pass: "1234" })).toBe("Token is not enrolled yet");
    await enrol({ user: "next", serial: "LEFT" });
    expect(await message({ user: "next", pass: "1234" })).toBe("Please scan the QR Code");
  });
});

describe("an assignment", () => {
  beforeAll(async () => {
    await initToken({ user: "bob", pin: "before", serial: "FREE" });
    await unassign("FREE");
  });

  it("needs a serial and a user, and a token that exists [362, 364]", async () => {
    const missing = (what: string) => [400, 905, `ERR905: Missing parameter: ${what}`];
    expect(errorOf(await assign({ serial: "FREE" }))).toEqual(missing("user"));
    expect(errorOf(await assign({ user: "bob" }))).toEqual(missing("'serial' or 'serials'"));
    expect(errorOf(await assign({ serial: "NOSUCH", user: "bob" }))).toEqual([
      404,
      601,
      "No token found for serials: NOSUCH",
    ]);
  });

  it("may bring a PIN, and makes its user and realm known", async () => {
    expect(resultOf(await assign({ serial: "FREE", user: "new", realm: "New", pin: "mine" }))).toBe(true);
    expect(await tokenOf("FREE")).toMatchObject({ username: "new", user_realm: "new" });
    expect(await message({ user: "new@new", pass: "old" })).toBe("wrong otp pin");
    expect(await message({ user: "new@new", pass: "mine" })).toBe("Token is not enrolled yet");
  });

  it("of a token with an owner is 1103, whichever user is named, and changes nothing [361, 363, 365]", async () => {
    const taken = "ERR1103: Token already assigned to user User(login='new', realm='new', resolver='new')";
    for (const user of ["carol", "new@new"])
      expect(errorOf(await assign({ serial: "FREE", user, pin: "theirs" }))).toEqual([400, 1103, taken]);
    expect(await message({ user: "new@new", pass: "mine" })).toBe("Token is not enrolled yet");
    expect(await message({ user: "carol" })).toBe("The user has no tokens assigned");
  });

  it("of a revoked token is 1007", async () => {
    await initToken({ user: "bob", serial: "DEAD" });
    await unassign("DEAD");
    await asAdmin("POST", "/token/revoke", { serial: "DEAD" });
    expect(errorOf(await assign({ serial: "DEAD", user: "bob" })).slice(0, 2)).toEqual([400, 1007]);
  });
});
