// Which phone may answer a question, and what its answer does: with the PIN of another phone, with
// one that is out of use, after a decline, and by a second code.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { enrolledUser, readFailCount } from "../../support/login.ts";
import {
  askCiba,
  askPhoneAt,
  cibaClient,
  confirmAt,
  declineAt,
  lookAt,
  newestTicketOf,
  pollFor,
  withCiba,
} from "../../support/oidc/ciba.ts";
import { asAdmin } from "../../support/service.ts";

const over = await withCiba();
const shop = await cibaClient(over);

const ticketOf = (user: string) => newestTicketOf(over, user);
const askedOf = async (user: string, by = shop, fields = {}) => {
  const { json } = await askCiba(over, by, { login_hint: user, ...fields });
  return { id: json.auth_req_id as string, at: await ticketOf(user) };
};

it("the PIN that the client has shown opens its own phone alone, and another one's answer counts on none", async () => {
  const first = await enrolledUser("two-phones", "1234");
  const second = await enrolledUser("two-phones", "9876");
  const bank = await cibaClient(over, { backchannel_user_code_parameter: true });
  const { id, at } = await askedOf("two-phones", bank, { user_code: "1234" });
  const { link } = await askPhoneAt(at, "");
  expect((await second.phone.login(link)).told).not.toBe("logged-in");
  expect((await pollFor(over, bank, id)).json.error).toBe("authorization_pending");
  expect(await readFailCount(first.serial)).toBe(0);
  expect((await first.phone.login(link)).told).toBe("logged-in");
});

it("nor does the answer of a phone count that the PIN on the page does not open", async () => {
  const first = await enrolledUser("two-pins", "1234");
  const second = await enrolledUser("two-pins", "9876");
  const { at } = await askedOf("two-pins");
  const { link } = await askPhoneAt(at, "1234");
  expect((await second.phone.login(link)).told).not.toBe("logged-in");
  expect(await readFailCount(first.serial)).toBe(0);
});

it("the PIN of a phone that is out of use is not asked for, where another one needs none", async () => {
  const old = await enrolledUser("old-phone", "1234");
  const without = await enrolledUser("old-phone", "");
  await asAdmin("POST", "/token/disable", { serial: old.serial });
  const { id, at } = await askedOf("old-phone");
  expect((await lookAt(at)).text).not.toContain('name="pin"');
  expect((await confirmAt(at, { phone: without.phone, pin: "" })).outcome.told).toBe("logged-in");
  expect((await pollFor(over, shop, id)).status).toBe(200);
});

it("an answer after a decline is none in the trail either", async () => {
  const dora = await enrolledUser("dora");
  const { at } = await askedOf("dora");
  const { link } = await askPhoneAt(at);
  await declineAt(at);
  expect((await dora.phone.login(link)).told).not.toBe("logged-in");
  expect(await auditRows({ user: "dora", event: "CHALLENGE_ANSWERED" })).toEqual([]);
});

it("a second code does not begin again the session that the person has ended", async () => {
  const finn = await enrolledUser("finn");
  const { id, at } = await askedOf("finn");
  const [one, two] = [await askPhoneAt(at), await askPhoneAt(at)];
  expect((await finn.phone.login(one.link)).told).toBe("logged-in");
  // Signed out there, and cron has told of it.
  await env.DB.prepare("DELETE FROM browser_session WHERE user = 'finn'").run();
  await finn.phone.login(two.link);
  expect((await pollFor(over, shop, id)).json.error).toBe("invalid_grant");
  expect(await auditRows({ user: "finn", event: "CONFIRMATION_GIVEN" })).toHaveLength(1);
});
