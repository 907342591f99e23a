// What a person and an administrator do while a question is open or has just been confirmed: both
// answers at once, a sign-out, a block, and a client that wants more by now.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { enrolledUser } from "../../support/login.ts";
import {
  askCiba,
  askPhoneAt,
  cibaClient,
  confirmAt,
  declineAt,
  newestTicketOf,
  pollFor,
  withCiba,
} from "../../support/oidc/ciba.ts";
import type { MadeClient } from "../../support/oidc/oidc.ts";
import { send, signedIn } from "../../support/pages/me.ts";
import { admin, asAdmin, requestOver, type Send } from "../../support/service.ts";

let over: Send;
let shop: MadeClient;
beforeAll(async () => {
  over = await withCiba();
  shop = await cibaClient(over);
});

async function askedOf(user: string, by = shop) {
  const { json } = await askCiba(over, by, { login_hint: user });
  return { id: json.auth_req_id as string, at: await newestTicketOf(over, user) };
}

it.each([1, 2, 3, 4, 5, 6])("a decline and an answer at once: one of them decides, for everybody (%i)", async (nth) => {
  const user = `torn${nth}`;
  const person = await enrolledUser(user);
  const { id, at } = await askedOf(user);
  const { link } = await askPhoneAt(at);
  const declining = () => declineAt(at);
  const answering = () => person.phone.login(link);
  const [one, two] = nth % 2 ? [declining(), answering()] : [answering(), declining()];
  const outcomes = await Promise.all([one, two]);
  const isConfirmed = outcomes.some((outcome) => "told" in outcome && outcome.told === "logged-in");
  const polled = await pollFor(over, shop, id);
  expect([polled.status, polled.json.error]).toEqual(isConfirmed ? [200, undefined] : [400, "access_denied"]);
  const rows = async (event: "CHALLENGE_ANSWERED" | "CONFIRMATION_DECLINED" | "CONFIRMATION_GIVEN") =>
    (await auditRows({ user, event })).length;
  expect([
    await rows("CONFIRMATION_GIVEN"),
    await rows("CHALLENGE_ANSWERED"),
    await rows("CONFIRMATION_DECLINED"),
  ]).toEqual(isConfirmed ? [1, 1, 0] : [0, 0, 1]);
});

it("signing out there at /me ends what the application got", async () => {
  const pia = await signedIn("pia", undefined, over);
  const { id, at } = await askedOf("pia");
  await confirmAt(at, pia);
  const { access_token } = (await pollFor(over, shop, id)).json;
  const info = () => requestOver(over, "/oidc/userinfo", { headers: { Authorization: `Bearer ${access_token}` } });
  expect((await info()).status).toBe(200);
  const page = await pia.browser.request("/me");
  expect(page.text).toContain("Shop");
  await send(pia, "/me/sessions");
  expect((await info()).status).toBe(401);
});

it("a question of a client that was deleted is open nowhere", async () => {
  const lia = await signedIn("lia", undefined, over);
  const gone = await cibaClient(over);
  const { at } = await askedOf("lia", gone);
  const link = async (path: string) => /href="\/confirm\//.test((await lia.browser.request(path)).text);
  expect([await link("/me"), await link("/me/asked")]).toEqual([true, true]);
  await asAdmin("DELETE", `/oidc/clients/${gone.client_id}`);
  expect([await link("/me"), await link("/me/asked")]).toEqual([false, false]);
  expect((await at.browser.request(at.path)).status).toBe(404);
  expect((await lia.browser.request("/me/asked")).text).toContain("No answer");
});

it("a person who is kept out meanwhile can decline, and confirm nothing", async () => {
  const uta = await enrolledUser("uta");
  const { id, at } = await askedOf("uta");
  const { link } = await askPhoneAt(at);
  expect((await asAdmin("POST", "/user/realm1/uta/block")).status).toBe(200);
  expect((await uta.phone.login(link)).told).not.toBe("logged-in");
  expect((await at.browser.post(at.path, { pin: "1234" })).status).toBe(400);
  expect((await askCiba(over, await cibaClient(over), { login_hint: "uta" })).json.error).toBe("unknown_user_id");
  await declineAt(at);
  expect((await pollFor(over, shop, id)).json.error).toBe("access_denied");
});

it("one factor is not enough for a client that wants two by now", async () => {
  const { phone } = await enrolledUser("ole", "");
  const strict = await cibaClient(over);
  const { id, at } = await askedOf("ole", strict);
  await confirmAt(at, { phone, pin: "" });
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const body = JSON.stringify({ require_pin: true });
  await requestOver(over, `/oidc/clients/${strict.client_id}`, { method: "PATCH", headers, body });
  expect((await pollFor(over, strict, id)).json.error).toBe("invalid_grant");
  expect(await env.DB.prepare("SELECT count(*) AS n FROM oidc_grant WHERE user = 'ole'").first()).toEqual({ n: 0 });
});
