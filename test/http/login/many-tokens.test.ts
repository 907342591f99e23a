// If a user has more than ten tokens, the ten on which a PIN is tried.

import { describe, expect, it } from "vitest";
import { answer, newPhone, responseOf } from "../../support/login.ts";
import { hashesOf } from "../../support/pin-hashes.ts";
import { setRow } from "../../support/rows.ts";
import { asAdmin, check, enrol, initToken, tokenOf } from "../../support/service.ts";

/** Twelve tokens of one user, made in this order; the first three have phones. */
async function twelve(user: string) {
  const first = [];
  for (let i = 1; i <= 3; i++) first.push(await enrol({ user, pin: "1234", serial: `${user}-${i}` }));
  for (let i = 4; i <= 12; i++) await initToken({ user, pin: "1234", serial: `${user}-${i}` });
  return first;
}
const counted = async (user: string) => {
  const counts = Array.from({ length: 12 }, async (_, i) => (await tokenOf(`${user}-${i + 1}`)).failcount);
  return (await Promise.all(counts)).join("");
};

describe("a check of a PIN", () => {
  it("of a user with twelve tokens is tried on ten, costs one hash, and counts on those ten", async () => {
    await twelve("many");
    expect(await hashesOf(() => check({ user: "many", pass: "wrong" }))).toBe(1);
    // Those with a phone first, then the newest.
    expect(await counted("many")).toBe("111001111111");
  });

  it("is answered by the phones, however many other tokens wait", async () => {
    const [, second] = await twelve("wait");
    const { json } = await check({ user: "wait", pass: "1234" });
    expect(json.detail.multi_challenge).toHaveLength(3);
    const link = json.detail.attributes.value;
    const right = await responseOf(second?.phone ?? newPhone(), link);
    expect(await answer({ link, user: "wait" }, right)).toBe("OK");
  });

  it("prefers the tokens that were used last", async () => {
    await twelve("used");
    for (let i = 4; i <= 12; i++) await setRow(`used-${i}`, { last_auth_ms: i === 4 ? 2 : 1 });
    await check({ user: "used", pass: "wrong" });
    expect(await counted("used")).toBe("111100111111");
  });

  it("uses the others if tokens are disabled or locked", async () => {
    await twelve("rest");
    for (const i of [1, 2]) await asAdmin("POST", "/token/disable", { serial: `rest-${i}` });
    await setRow("rest-3", { failcount: 10 });
    await check({ user: "rest", pass: "wrong" });
    const rest = Array.from({ length: 9 }, async (_, i) => (await tokenOf(`rest-${i + 4}`)).failcount);
    expect((await Promise.all(rest)).join("")).toBe("111111111");
  });
});
