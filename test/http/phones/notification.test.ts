// The address for push messages: stored with the token at its enrolment, and renewed by each of the
// phone's answers.

import { beforeAll, describe, expect, it, vi } from "vitest";
import { utf8 } from "../../../src/lib/bytes.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";
import { runSql } from "../../support/audit.ts";
import { sessionKeyFor } from "../../support/house/names.ts";
import { type EnrolledPerson, enrolledUser, trigger } from "../../support/login.ts";
import { pushAddressOf } from "../../support/push-address.ts";
import { check, initToken, ORIGIN, post, request } from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";
import { rowOf } from "../../support/storage/rows.ts";

const place = (type: string, address: string) => ({ notificationType: type, notificationAddress: address });

let phone: EnrolledPerson;
beforeAll(async () => {
  phone = await enrolledUser("woken");
});

async function answer(fields: Record<string, string>, digits: "right" | "wrong" = "right"): Promise<string> {
  const login = await trigger(phone);
  const sent = {
    sessionKey: await sessionKeyFor(login.transactionId),
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
    expect(await pushAddressOf("FIRST")).toEqual(["APNS", "first-address"]);
  });

  it("is renewed by a right answer", async () => {
    expect(await answer(place("FCM", "one"))).toBe("OK");
    expect(await pushAddressOf(phone.serial)).toEqual(["FCM", "one"]);
    expect(await answer(place("FCM_DIRECT", "two"))).toBe("OK");
    expect(await pushAddressOf(phone.serial)).toEqual(["FCM_DIRECT", "two"]);
  });

  it("is stored sealed, and alike while it is the same, so that an answer does not write it again", async () => {
    const sealed = async () => {
      expect(await answer(place("FCM_DIRECT", "the same place"))).toBe("OK");
      const row = await rowOf(phone.serial);
      expect(JSON.stringify(row)).not.toContain("the same place");
      return (row as unknown as Record<string, unknown>).sealed_notification_address;
    };
    expect(await sealed()).toBe(await sealed());
    const other = await enrolledUser("other");
    const sealer = createSealer(await realKeyring());
    const address = utf8("the same place");
    expect(await sealer.sealAlike("push", phone.serial, address)).not.toBe(
      await sealer.sealAlike("push", other.serial, address),
    );
  });

  it("replaces one that an earlier version has left in the clear", async () => {
    await answer(place("FCM", "before"));
    await runSql("UPDATE token SET notification_address = 'clear' WHERE serial = ?", phone.serial);
    expect(await pushAddressOf(phone.serial)).toEqual(["FCM", "open clear"]);
    await answer(place("FCM", "before"));
    expect(await pushAddressOf(phone.serial)).toEqual(["FCM", "before"]);
  });

  it.each([{}, place("", ""), place("(null)", "(null)"), place("APNS", "(null)"), place("", "address")])(
    "is none after a right answer with %j",
    async (fields) => {
      await answer(place("FCM", "before"));
      expect(await answer(fields)).toBe("OK");
      expect(await pushAddressOf(phone.serial)).toEqual([null, null]);
    },
  );

  it("is not changed by a wrong answer, nor by digits that an application brings", async () => {
    await answer(place("FCM", "kept"));
    expect(await answer(place("FCM", "mallory"), "wrong")).toMatch(/^INVALID_RESPONSE/);
    expect(await pushAddressOf(phone.serial)).toEqual(["FCM", "kept"]);
    const login = await trigger(phone);
    const brought = { user: "woken", transaction_id: login.transactionId, response: login.right };
    expect((await check({ ...brought, ...place("FCM", "application") })).json.result.value).toBe(true);
    expect(await pushAddressOf(phone.serial)).toEqual(["FCM", "kept"]);
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
