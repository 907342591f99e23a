// The address for push messages: stored with the token at its enrolment, and renewed by each of the phone's answers.

import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Enrolled, enrolledUser, trigger } from "../../support/login.ts";
import { sessionKeyOf } from "../../support/names.ts";
import { rowOf } from "../../support/rows.ts";
import { check, initToken, ORIGIN, post, request } from "../../support/service.ts";

const placeOf = async (serial: string) => {
  const { notification_type, notification_address } = (await rowOf(serial)) as unknown as Record<string, unknown>;
  return [notification_type, notification_address];
};
const place = (type: string, address: string) => ({ notificationType: type, notificationAddress: address });

let phone: Enrolled;
beforeAll(async () => {
  phone = await enrolledUser("woken");
});

async function answer(fields: Record<string, string>, digits: "right" | "wrong" = "right"): Promise<string> {
  const login = await trigger(phone);
  const sent = {
    sessionKey: await sessionKeyOf(login.transactionId),
    userId: "woken_realm1",
    response: login[digits],
    ...fields,
  };
  return (await post("/ttype/tiqr", { ...sent, operation: "login" })).text;
}

describe("the address at which a phone can be woken", () => {
  it("is kept from the enrolment", async () => {
    const { value } = (await initToken({ user: "first", serial: "FIRST" })).json.detail.tiqrenroll;
    const { service } = (await request(value.slice(`tiqrenroll://${ORIGIN}`.length))).json;
    const push = { secret: "ab".repeat(32), ...place("APNS", "first-address"), operation: "register" };
    await post(service.enrollmentUrl.slice(ORIGIN.length), push);
    expect(await placeOf("FIRST")).toEqual(["APNS", "first-address"]);
  });

  it("is renewed by a right answer", async () => {
    expect(await answer(place("FCM", "one"))).toBe("OK");
    expect(await placeOf(phone.serial)).toEqual(["FCM", "one"]);
    expect(await answer(place("FCM_DIRECT", "two"))).toBe("OK");
    expect(await placeOf(phone.serial)).toEqual(["FCM_DIRECT", "two"]);
  });

  it.each([{}, place("", ""), place("(null)", "(null)"), place("APNS", "(null)"), place("", "address")])(
    "is none after a right answer with %j",
    async (fields) => {
      await answer(place("FCM", "before"));
      expect(await answer(fields)).toBe("OK");
      expect(await placeOf(phone.serial)).toEqual([null, null]);
    },
  );

  it("is not changed by a wrong answer, nor by digits that an application brings", async () => {
    await answer(place("FCM", "kept"));
    expect(await answer(place("FCM", "mallory"), "wrong")).toMatch(/^INVALID_RESPONSE/);
    expect(await placeOf(phone.serial)).toEqual(["FCM", "kept"]);
    const login = await trigger(phone);
    const brought = { user: "woken", transaction_id: login.transactionId, response: login.right };
    expect((await check({ ...brought, ...place("FCM", "application") })).json.result.value).toBe(true);
    expect(await placeOf(phone.serial)).toEqual(["FCM", "kept"]);
  });
});

describe("the account that a phone names", () => {
  it("decides nothing, and is logged without the name when it is another", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    expect(await answer({ userId: "woken" })).toBe("OK");
    expect(warned).toHaveBeenCalledWith(
      `transaction: the phone of token ${phone.serial} names another account than it was enrolled for`,
    );
    warned.mockClear();
    expect(await answer({})).toBe("OK");
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });
});
