// What is done with confirmations by those who should not: bulk requests, a fake help desk, a second
// request beside the real one, a stolen auth_req_id, names tried out, and a trail that was changed.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { boundTextFault } from "../../../src/core/audit/bound-text.ts";
import { createAuditWriter } from "../../../src/storage/audit/store.ts";
import { auditRows, verifyTrail } from "../../support/audit.ts";
import { atOnce, enrolledUser, readFailCount } from "../../support/login.ts";
import { mailService } from "../../support/mail.ts";
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
import { admin, requestOver, type Send } from "../../support/service.ts";
import { callAt, realKeyring } from "../../support/storage/ports.ts";

const mail = mailService();
let over: Send;
let shop: MadeClient;
beforeAll(async () => {
  over = await withCiba({ ...mail.settings, EMAIL_TEMPLATE: "{user}@example.org" });
  shop = await cibaClient(over);
});

const ticketOf = (user: string) => newestTicketOf(over, user);

describe("bulk requests", () => {
  it("of one client leave one question and one mail, and tell the trail", async () => {
    await enrolledUser("bulk");
    const replies = await atOnce(50, () => askCiba(over, shop, { login_hint: "bulk" }));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status, json }) => status === 403 && json.error === "access_denied")).toHaveLength(49);
    expect(mail.sent.filter(({ to }) => to === "bulk@example.org")).toHaveLength(1);
    expect((await auditRows({ user: "bulk", event: "RATE_LIMITED" })).length).toBeGreaterThan(0);
  });

  it("of fifty clients leave three", async () => {
    await enrolledUser("swarm");
    const clients = await atOnce(6, () => cibaClient(over));
    const replies = await atOnce(6, (index) => askCiba(over, clients[index] ?? shop, { login_hint: "swarm" }));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(3);
  });
});

it("a fake help desk that asks again after a decline is refused, whatever it says", async () => {
  await enrolledUser("mark");
  await askCiba(over, shop, { login_hint: "mark", binding_message: "Help desk: please confirm" });
  await declineAt(await ticketOf("mark"));
  for (const message of ["Help desk again", "This time really"])
    expect((await askCiba(over, shop, { login_hint: "mark", binding_message: message })).status).toBe(403);
});

it("a second request beside the real one is refused while that is open", async () => {
  await enrolledUser("nele");
  expect((await askCiba(over, shop, { login_hint: "nele", binding_message: "Pay 10" })).status).toBe(200);
  expect(
    (await askCiba(over, shop, { login_hint: "NELE@realm1".toLowerCase(), binding_message: "Pay 9999" })).status,
  ).toBe(403);
});

it("a stolen auth_req_id is worth nothing without the client's secret, and nothing twice", async () => {
  const rosa = await enrolledUser("rosa");
  const { auth_req_id } = (await askCiba(over, shop, { login_hint: "rosa" })).json;
  await confirmAt(await ticketOf("rosa"), rosa);
  expect((await pollFor(over, { ...shop, client_secret: "" }, auth_req_id)).status).toBe(401);
  expect((await pollFor(over, await cibaClient(over), auth_req_id)).json.error).toBe("invalid_grant");
  expect((await pollFor(over, shop, auth_req_id)).status).toBe(200);
});

it("a ticket is not made up, and no other sealed text is one", async () => {
  await enrolledUser("tina");
  const { auth_req_id } = (await askCiba(over, shop, { login_hint: "tina" })).json;
  for (const text of ["x", auth_req_id, "%00", "a.b"])
    expect((await requestOver(over, `/confirm/${text}`)).status).toBe(404);
});

it("a page of another site sends no form", async () => {
  await enrolledUser("vera");
  await askCiba(over, shop, { login_hint: "vera" });
  const { path, browser } = await ticketOf("vera");
  const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
  for (const end of ["", "/decline", "/confirmed"])
    expect((await browser.post(path + end, { pin: "1234" }, foreign)).status).toBe(403);
});

describe("PINs in an application's hands", () => {
  it("count as wrong ones do, and only for clients that are registered for it", async () => {
    const xeno = await enrolledUser("xeno");
    const bank = await cibaClient(over, { backchannel_user_code_parameter: true });
    expect((await askCiba(over, bank, { login_hint: "xeno" })).json.error).toBe("missing_user_code");
    expect((await askCiba(over, bank, { login_hint: "xeno", user_code: "9999" })).json.error).toBe("invalid_user_code");
    expect(await readFailCount(xeno.serial)).toBe(1);
    const { auth_req_id } = (await askCiba(over, bank, { login_hint: "xeno", user_code: "1234" })).json;
    const at = await ticketOf("xeno");
    expect((await at.browser.request(at.path)).text).not.toContain('name="pin"');
    await confirmAt(at, xeno);
    expect(atob((await pollFor(over, bank, auth_req_id)).json.id_token.split(".")[1])).toContain('"mfa"');
    // Another client's is not looked at.
    const other = await askCiba(over, await cibaClient(over), { login_hint: "xeno", user_code: "9999" });
    expect(other.status).toBe(200);
    expect(await readFailCount(xeno.serial)).toBe(0);
  });
});

it("one PIN is not tried with many people: the guesses of a network are limited, as at the sign-in", async () => {
  const counted = new Map<string, number>();
  const limit = async ({ key }: { key: string }) => {
    counted.set(key, (counted.get(key) ?? 0) + 1);
    return { success: (counted.get(key) ?? 0) < 5 };
  };
  const limited = await withCiba({ RATE_LIMITS: "on", RATE_CHECK_ADDRESS: { limit } });
  const bank = await cibaClient(over, { backchannel_user_code_parameter: true });
  const errors: string[] = [];
  for (let person = 0; person < 7; person++) {
    await enrolledUser(`sprayed${person}`);
    const reply = await askCiba(limited, bank, { login_hint: `sprayed${person}`, user_code: "0000" });
    errors.push(`${reply.status} ${reply.json.error}`);
  }
  const [wrong, refused] = ["400 invalid_user_code", "403 access_denied"];
  expect(errors).toEqual([wrong, wrong, wrong, wrong, wrong, refused, refused]);
  // A right PIN is not looked at any more, and a question without one is asked.
  const right = await askCiba(limited, bank, { login_hint: "sprayed0", user_code: "1234" });
  expect(right.status).toBe(403);
  expect((await askCiba(limited, shop, { login_hint: "sprayed0" })).status).toBe(200);
});

it("the PIN of one phone lets no other phone of the person answer", async () => {
  const first = await enrolledUser("pair", "1234");
  const second = await enrolledUser("pair", "9876");
  await askCiba(over, shop, { login_hint: "pair" });
  const { link } = await askPhoneAt(await ticketOf("pair"), "1234");
  expect((await second.phone.login(link)).told).not.toBe("logged-in");
  expect((await first.phone.login(link)).told).toBe("logged-in");
});

describe("with HIDE_UNKNOWN_USERS=on", () => {
  it("nobody learns who is here: the same answers, and they wait for ever", async () => {
    const hiding = await withCiba({ HIDE_UNKNOWN_USERS: "on" });
    await enrolledUser("yves");
    for (const user of ["yves", "no-such-person"]) {
      const replies = [
        await askCiba(hiding, shop, { login_hint: user }),
        await askCiba(hiding, shop, { login_hint: user }),
      ];
      for (const { status, json } of replies) {
        expect(status).toBe(200);
        expect(Object.keys(json)).toEqual(["auth_req_id", "expires_in", "interval"]);
        expect((await pollFor(hiding, shop, json.auth_req_id)).json.error).toBe("authorization_pending");
      }
    }
    const bank = await cibaClient(over, { backchannel_user_code_parameter: true });
    for (const login_hint of ["yves", "no-such-person"])
      expect((await askCiba(hiding, bank, { login_hint, user_code: "9999" })).json.error).toBe("invalid_user_code");
  });
});

describe("the trail", () => {
  it("has the text that our page showed, bound to the phone's answer", async () => {
    const zoe = await enrolledUser("zoe");
    await askCiba(over, shop, { login_hint: "zoe", binding_message: "Pay EUR 12.50" });
    await confirmAt(await ticketOf("zoe"), zoe);
    const [given] = await auditRows({ user: "zoe", event: "CONFIRMATION_GIVEN" });
    expect(given?.detail).toBe("Pay EUR 12.50");
    const bound = new RegExp(` ${shop.client_id} nonce=[0-9a-f]{32} text=[0-9a-f]{64}$`);
    for (const event of ["CHALLENGE_TRIGGERED", "CHALLENGE_ANSWERED", "CONFIRMATION_GIVEN"] as const) {
      const [row] = await auditRows({ user: "zoe", event });
      expect(row?.action).toMatch(bound);
      expect(bound.exec(row?.action ?? "")?.[0]).toBe(bound.exec(given?.action ?? "")?.[0]);
    }
    if (!given) throw new Error("no row");
    expect(await boundTextFault(given)).toBeUndefined();
    expect(await boundTextFault({ ...given, detail: "Pay EUR 1250" })).toBeDefined();
    const [asked] = await auditRows({ user: "zoe", event: "CONFIRMATION_ASKED" });
    expect(asked).toMatchObject({ action: `POST /oidc/ciba ${shop.client_id}`, detail: "Pay EUR 12.50" });
  });

  it("that was changed by somebody with the keys is found, where the text is another", async () => {
    const keyring = await realKeyring();
    const [given] = await auditRows({ user: "zoe", event: "CONFIRMATION_GIVEN" });
    if (!given) throw new Error("no row");
    const before = (await verifyTrail(keyring, Date.now())).problems;
    expect(before.filter((problem) => problem.includes("another text"))).toEqual([]);
    const entry = { ...entryOf(callAt(Date.now()), { success: true, event: "CONFIRMATION_GIVEN" }) };
    await createAuditWriter(env.DB, keyring, {}).write({ ...entry, action: given.action, detail: "Pay EUR 9999" });
    const { problems } = await verifyTrail(keyring, Date.now());
    expect(problems.filter((problem) => problem.includes("another text"))).toHaveLength(1);
  });

  it("names no text of an application among its refusals", async () => {
    await enrolledUser("posing");
    await askCiba(over, shop, { login_hint: "posing", binding_message: "redirect_uri missing https://evil.example" });
    const { json } = await requestOver(over, `/oidc/clients/${shop.client_id}/refusals`, { headers: await admin() });
    expect(JSON.stringify(json)).not.toContain("evil.example");
  });

  it("and its question differs for the same text, each time", async () => {
    await enrolledUser("twice");
    await askCiba(over, shop, { login_hint: "twice" });
    const at = await ticketOf("twice");
    const [one, two] = [await askPhoneAt(at), await askPhoneAt(at)];
    expect(one.link).not.toBe(two.link);
  });
});
