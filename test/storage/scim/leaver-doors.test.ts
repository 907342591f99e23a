// The side doors of a leaver: what was confirmed, allowed or given before `active: false`, and not
// fetched yet. None of it opens, and none of it comes back with `active: true`.

import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { enrolledUser, opensWith } from "../../support/login.ts";
import { askCiba, cibaClient, confirmAt, newestTicketOf, pollFor, withCiba } from "../../support/oidc/ciba.ts";
import { askDevice, decideAtDevice, deviceClient, pollLater, withDevices } from "../../support/oidc/device.ts";
import { signedIn } from "../../support/pages/me.ts";
import { passFor, withPasses } from "../../support/phones/day-pass.ts";
import { changePerson, directoryAccount, directoryAs, type OpenedDirectory } from "../../support/scim/directory.ts";
import { admin, asAdmin, check, enrol, post, resultOf, tokenOf } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";
import { rowOf } from "../../support/storage/rows.ts";

let directory: OpenedDirectory;
beforeAll(async () => {
  await admin();
  directory = await directoryAs(await realPorts(), await directoryAccount());
});
afterEach(() => void vi.useRealTimers());

const setActive = async (user: string, active: boolean) =>
  expect(await changePerson(directory, user, { active })).toMatchObject({ did: "changed" });

it.each([false, true])("a confirmation that the application has not fetched (back: %s)", async (isBack) => {
  const over = await withCiba();
  const shop = await cibaClient(over);
  const user = `ciba-${isBack}`;
  const person = await enrolledUser(user);
  const { auth_req_id } = (await askCiba(over, shop, { login_hint: user })).json;
  expect((await confirmAt(await newestTicketOf(over, user), person)).outcome.told).toBe("logged-in");
  await setActive(user, false);
  if (isBack) await setActive(user, true);
  expect((await pollFor(over, shop, auth_req_id)).json.error).toBe("invalid_grant");
});

it.each([false, true])("a device that was allowed, and has not polled since (back: %s)", async (isBack) => {
  const over = await withDevices();
  const { client_id } = await deviceClient(over);
  const person = await signedIn(`device-${isBack}`, undefined, over);
  const { user_code, device_code } = (await askDevice(over, client_id)).json;
  await decideAtDevice(person, user_code, "allow");
  await setActive(person.user, false);
  if (isBack) await setActive(person.user, true);
  expect((await pollLater(over, client_id, device_code)).error).toBe("invalid_grant");
});

it("a day pass", async () => {
  const { serial } = await enrolledUser("passing");
  await passFor(await withPasses("pages"), "passing");
  expect((await rowOf(serial)).sealed_pass).not.toBeNull();
  await setActive("passing", false);
  await setActive("passing", true);
  expect((await rowOf(serial)).sealed_pass).toBeNull();
});

it("an undo, which gives the phone back, but off until the person is", async () => {
  const { phone, serial } = await enrol({ user: "undone", pin: "1234" });
  const { undo } = (await post("/token/enrollmentlink", { serial, stop: "true" }, await admin())).json.detail;
  await setActive("undone", false);
  const done = await asAdmin("POST", `/user/realm1/undone/undo/${undo}`);
  expect([done.status, (await tokenOf(serial)).active]).toEqual([200, false]);
  expect(await opensWith("undone", "1234")).toBe(false);
  await setActive("undone", true);
  expect(await opensWith("undone", "1234")).toBe(true);
  const { attributes } = (await check({ user: "undone", pass: "1234" })).json.detail;
  expect((await phone.login(attributes.value)).told).toBe("logged-in");
  expect(resultOf(done)).toBe(1);
});
