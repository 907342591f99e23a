// A token that was taken over with a hash of the empty PIN has none. Its first login with the empty
// PIN finds that out, and from then on, that login included, its failures count as those of logins
// that anyone can open.

import { describe, expect, it } from "vitest";
import { answer, enrolledUser, responseOf, unlike } from "../../support/login.ts";
import { check, openLogin, postOver, withSettings } from "../../support/service.ts";
import { failureRows, rowOf } from "../../support/storage/rows.ts";
import { HASH_OF_NONE, setSealedPin } from "../../support/storage/sealed-pin.ts";

const wordFor = async (user: string, pass: string) => (await check({ user, pass })).json.result.authentication;

describe("a hash of the empty PIN", () => {
  it("is dropped at the first login with the empty PIN, which counts as one that anyone can open", async () => {
    const { serial, user, phone } = await enrolledUser("anna");
    await setSealedPin(serial, HASH_OF_NONE);
    const { link } = await openLogin({ user, pass: "" });
    expect((await rowOf(serial)).sealed_pin).toBeNull();
    await answer({ link, user }, unlike(await responseOf(phone, link)));
    expect(await failureRows(serial)).toMatchObject([{ path: "open", failcount: 1 }]);
  });

  it("of each of two tokens is dropped at once", async () => {
    const [first, second] = [await enrolledUser("bea"), await enrolledUser("bea")];
    for (const { serial } of [first, second]) await setSealedPin(serial, HASH_OF_NONE);
    expect(await wordFor("bea", "")).toBe("CHALLENGE");
    expect([(await rowOf(first.serial)).sealed_pin, (await rowOf(second.serial)).sealed_pin]).toEqual([null, null]);
  });

  it("stays at any other PIN, which is wrong", async () => {
    const { serial } = await enrolledUser("carl");
    const sealed = await setSealedPin(serial, HASH_OF_NONE);
    expect(await wordFor("carl", "1234")).toBe("REJECT");
    expect((await rowOf(serial)).sealed_pin).toBe(sealed);
  });

  it("opens nothing where each token has to have a PIN", async () => {
    const { serial } = await enrolledUser("dora");
    const sealed = await setSealedPin(serial, HASH_OF_NONE);
    const strict = await withSettings({ PIN_REQUIRED: "on" });
    const { json } = await postOver(strict, "/validate/check", { user: "dora", pass: "" });
    expect([json.result.authentication, (await rowOf(serial)).sealed_pin]).toEqual(["REJECT", sealed]);
  });
});

it("the empty PIN drops no other hash", async () => {
  const { serial } = await enrolledUser("emil");
  const { sealed_pin } = await rowOf(serial);
  expect(await wordFor("emil", "")).toBe("REJECT");
  expect((await rowOf(serial)).sealed_pin).toBe(sealed_pin);
});
