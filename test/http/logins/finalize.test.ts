// /validate/check with a transaction_id: the right to finalize a login, and the names that it
// accepts.

import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { check, enrol, openLogin, request, responseOf, tokenOf } from "../../support/service.ts";

async function finalized(fields: Record<string, string>): Promise<unknown[]> {
  const { result, detail } = (await check(fields)).json;
  return [result.value, result.authentication, detail.message];
}

const accepted = [true, "ACCEPT", "Found matching challenge"];
const wrong = [false, "REJECT", "wrong otp pin"];

describe("a finalize", () => {
  it("may carry the digits that the phone showed without a network, once", async () => {
    const { phone, serial } = await enrol({ user: "offline", pin: "1234" });
    const { link, id } = await openLogin({ user: "offline", pass: "1234" });
    expect(await finalized({ user: "offline", transaction_id: id, response: "00000000" })).toEqual(wrong);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 1 });
    const digits = await responseOf(phone, link);
    expect(await finalized({ user: "stranger", transaction_id: id, response: digits })).toEqual(wrong);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 1 });
    expect(await finalized({ user: "offline", transaction_id: id, response: digits })).toEqual(accepted);
    expect(await finalized({ user: "offline", transaction_id: id, response: digits })).toEqual(wrong);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
  });

  it("may name the transaction by state, by the serial that answered, or by user@realm", async () => {
    const { phone, serial } = await enrol({ user: "names", pin: "1234" });
    const ways: ((id: string) => Record<string, string>)[] = [
      (id) => ({ user: "names", state: id, pass: "" }),
      (id) => ({ serial, transaction_id: id }),
      (id) => ({ user: "names@realm1", transaction_id: id, pass: "anything" }),
      (id) => ({ user: "names", realm: "REALM1", serial, transaction_id: id }),
    ];
    for (const way of ways) {
      const { link, id } = await openLogin({ user: "names", pass: "1234" });
      await phone.login(link);
      expect(await finalized(way(id))).toEqual(accepted);
    }
  });

  it("names the user of the login, however that was named, and nothing else does", async () => {
    const { phone, serial } = await enrol({ user: "Jürgen Ä", realm: "realm2", pin: "1234" });
    const whose = {
      user: {
        username: "Jürgen Ä",
        userid: "Jürgen Ä",
        givenname: "",
        surname: "",
        email: "",
        mobile: "",
        phone: "",
      },
      "user-realm": "realm2",
      "user-resolver": "realm2",
    };
    const pieces = Object.keys(whose);
    for (const named of [{ user: "Jürgen Ä@realm2" }, { user: "Jürgen Ä", realm: "Realm2" }, { serial }]) {
      const { link, id } = await openLogin({ user: "Jürgen Ä", realm: "realm2", pass: "1234" });
      const finish = (fields = {}) => check({ ...(named as Record<string, string>), transaction_id: id, ...fields });
      const triggered = await check({ user: "Jürgen Ä@realm2", pass: "1234" });
      for (const { json } of [triggered, await finish(), await finish({ response: "00000000" })])
        expect(Object.keys(json.detail).filter((key) => pieces.includes(key))).toEqual([]);
      const { json } = await finish({ response: await responseOf(phone, link) });
      expect(json.detail).toEqual({ message: "Found matching challenge", serial, ...whose });
    }
  });

  it("of another's transaction is refused, counts nothing and leaves it to its owner", async () => {
    const owner = await enrol({ user: "owner", pin: "1234" });
    const other = await enrol({ user: "other", pin: "1234" });
    const { link, id } = await openLogin({ user: "owner", pass: "1234" });
    await owner.phone.login(link);
    for (const claim of [
      { user: "other" },
      { serial: other.serial },
      { user: "nobody" },
      { user: "owner", realm: "r2" },
    ])
      expect(await finalized({ ...claim, transaction_id: id } as Record<string, string>)).toEqual(wrong);
    expect(await finalized({ user: "owner", serial: other.serial, transaction_id: id })).toEqual(wrong);
    for (const serial of [owner.serial, other.serial]) expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
    expect(await finalized({ user: "owner", transaction_id: id })).toEqual(accepted);
  });

  it("that comes too early counts nothing, however often", async () => {
    const { phone, serial } = await enrol({ user: "early", pin: "1234" });
    const { link, id } = await openLogin({ user: "early", pass: "1234" });
    for (let i = 0; i < 25; i++) {
      const early = await request(`/validate/check?user=early&pass=&transaction_id=${id}`);
      expect(early.json.detail).toEqual({ message: "Response did not match the challenge.", serial, type: "tiqr" });
    }
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
    await phone.login(link);
    expect(await finalized({ user: "early", transaction_id: id })).toEqual(accepted);
  });

  it("with the digits may be sent again if the platform failed after the answer", async () => {
    const { phone } = await enrol({ user: "retry", pin: "1234" });
    const { link, id } = await openLogin({ user: "retry", pass: "1234" });
    const fields = { user: "retry", transaction_id: id, response: await responseOf(phone, link) };
    vi.spyOn(console, "error").mockImplementation(() => {});
    await env.DB.prepare(
      "CREATE TRIGGER down BEFORE UPDATE OF last_auth_ms ON token BEGIN SELECT RAISE(ABORT, 'down'); END",
    ).run();
    expect((await check(fields)).status).toBe(503);
    await env.DB.prepare("DROP TRIGGER down").run();
    vi.restoreAllMocks();
    expect(await finalized(fields)).toEqual(accepted);
    expect(await finalized(fields)).toEqual(wrong);
  });

  it("with the digits is accepted when the phone has answered over the network meanwhile", async () => {
    const { phone, serial } = await enrol({ user: "online", pin: "1234" });
    const { link, id } = await openLogin({ user: "online", pass: "1234" });
    const response = await responseOf(phone, link);
    await phone.login(link);
    expect(await finalized({ user: "other", transaction_id: id, response })).toEqual(wrong);
    expect(await finalized({ user: "online", transaction_id: id, response })).toEqual(accepted);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
  });
});
