// An answer is good for what it was asked for: a confirmation's opens no login, no other answer
// confirms, and no other person's phone does.

import { beforeAll, expect, it } from "vitest";
import { enrolledUser, readFailCount, responseOf, trigger } from "../../support/login.ts";
import { askCiba, askPhoneAt, cibaClient, newestTicketOf, pollFor, withCiba } from "../../support/oidc/ciba.ts";
import type { MadeClient } from "../../support/oidc/oidc.ts";
import { askPhone, send, signedIn } from "../../support/pages/me.ts";
import { check, polledState, type Send } from "../../support/service.ts";

let over: Send;
let shop: MadeClient;
beforeAll(async () => {
  over = await withCiba();
  shop = await cibaClient(over);
});

async function asked(user: string) {
  const { json } = await askCiba(over, shop, { login_hint: user });
  return { id: json.auth_req_id as string, at: await newestTicketOf(over, user) };
}
const errorOf = async (id: string) => (await pollFor(over, shop, id)).json.error;

it("an application signs nobody in with a confirmation, answered or not, by digits or by transaction_id", async () => {
  const lea = await enrolledUser("lea");
  const { id, at } = await asked("lea");
  const { link, fields } = await askPhoneAt(at);
  const { transaction_id } = fields;
  const right = await responseOf(lea.phone, link);
  const values = [(await check({ user: "lea", transaction_id, pass: right })).json.result.value];
  expect(await errorOf(id)).toBe("authorization_pending");
  expect((await lea.phone.login(link)).told).toBe("logged-in");
  expect(await polledState(transaction_id)).toBe("answered");
  for (const claim of [{ user: "lea" }, { serial: lea.serial }])
    values.push((await check({ ...claim, transaction_id, pass: "" })).json.result.value);
  expect(values).toEqual([false, false, false]);
});

it("nor does it confirm anything at /me, or sign a browser in", async () => {
  const mia = await signedIn("mia", undefined, over);
  const { at } = await asked("mia");
  const { link, fields } = await askPhoneAt(at);
  expect((await mia.phone.login(link)).told).toBe("logged-in");
  const confirmed = await send(mia, "/me/confirmed", { act: "pin", serial: "", ...fields });
  expect(confirmed.text).not.toContain("done=");
  expect(confirmed.headers.get("Location") ?? "").not.toContain("done=");
  const { browser } = at;
  expect((await browser.result(fields.transaction_id)).text).not.toContain('data-state="accepted"');
});

it("no other answer of the person confirms: of a login, or of an act at /me", async () => {
  const noa = await signedIn("noa", undefined, over);
  const { id, at } = await asked("noa");
  const login = await trigger(noa);
  const act = await askPhone(noa, "pin");
  for (const [transaction_id, link] of [
    [login.transactionId, login.link],
    [act.fields.transaction_id, act.link],
  ] as const) {
    const response = await responseOf(noa.phone, link);
    for (const fields of [
      { transaction_id, link, response },
      { transaction_id, link },
    ])
      await at.browser.post(`${at.path}/confirmed`, fields);
    expect((await noa.phone.login(link)).told).toBe("logged-in");
    await at.browser.post(`${at.path}/confirmed`, { transaction_id, link });
    expect(await errorOf(id)).toMatch(/^(authorization_pending|slow_down)$/);
  }
});

it("another person's phone confirms nothing", async () => {
  const [owner, thief] = [await enrolledUser("owner"), await enrolledUser("thief")];
  const { id, at } = await asked("owner");
  const { link, fields } = await askPhoneAt(at);
  expect((await thief.phone.login(link)).told).not.toBe("logged-in");
  const response = await responseOf(owner.phone, link);
  const { at: other } = await asked("thief");
  await other.browser.post(`${other.path}/confirmed`, { ...fields, response });
  expect(await errorOf(id)).toBe("authorization_pending");
  expect(await readFailCount(owner.serial)).toBeLessThanOrEqual(1);
});
