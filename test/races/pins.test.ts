import { describe, expect, it } from "vitest";
import { atOnce, enrolledUser, readFailCount, tally } from "../support/login.ts";
import { asAdmin, check } from "../support/service.ts";
import { setRow } from "../support/storage/rows.ts";

const AT_ONCE = 32;
const MAX = 10;
const messagesOf = async (count: number, fields: (index: number) => Record<string, string>) =>
  tally((await atOnce(count, (index) => check(fields(index)))).map(({ json }) => json.detail?.message));

describe("wrong PINs at once", () => {
  it.each([1, 2, 3])("count exactly, and stop at the maximum (round %i)", async (round) => {
    const { user, serial } = await enrolledUser(`alice${round}`);
    const messages = await messagesOf(AT_ONCE, (index) => (index % 2 ? { user, pass: "0000" } : { serial, pass: "1" }));
    expect(messages).toEqual({ "wrong otp pin": MAX, "Failcounter exceeded": AT_ONCE - MAX });
    expect(await readFailCount(serial)).toBe(MAX);
    expect((await check({ user, pass: "1234" })).json.detail.message).toBe("Failcounter exceeded");
    await asAdmin("POST", `/token/reset/${serial}`);
    expect((await check({ user, pass: "1234" })).json.result.authentication).toBe("CHALLENGE");
  });

  it("below the maximum are all counted", async () => {
    const { user, serial } = await enrolledUser("bob");
    await setRow(serial, { max_fail: 100 });
    expect(await messagesOf(AT_ONCE, () => ({ user, pass: "0000" }))).toEqual({ "wrong otp pin": AT_ONCE });
    expect(await readFailCount(serial)).toBe(AT_ONCE);
  });

  it("count on every token of the user", async () => {
    const [first, second] = [await enrolledUser("carol", "1111"), await enrolledUser("carol", "2222")];
    await setRow(second.serial, { failcount: 7 });
    await messagesOf(AT_ONCE, () => ({ user: "carol", pass: "0000" }));
    expect([await readFailCount(first.serial), await readFailCount(second.serial)]).toEqual([MAX, MAX]);
  });

  it("among right ones never open a login, and right ones always do until the lock closes", async () => {
    const { user, serial } = await enrolledUser("dave");
    await setRow(serial, { max_fail: 100 });
    const replies = await atOnce(AT_ONCE, (index) => check({ user, pass: index % 2 ? "1234" : "0000" }));
    for (const [index, { json }] of replies.entries())
      expect(json.result.authentication).toBe(index % 2 ? "CHALLENGE" : "REJECT");
    expect(await readFailCount(serial)).toBe(AT_ONCE / 2);
    const ids = replies.flatMap(({ json }) => json.detail.transaction_id ?? []);
    expect(new Set(ids).size).toBe(AT_ONCE / 2);
  });
});
