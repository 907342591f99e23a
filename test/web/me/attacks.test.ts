// What a thief of a browser, another person, or another site tries at /me.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { signIn } from "../../support/applications.ts";
import { Browser } from "../../support/browser.ts";
import { failCountOf, responseOf, unlike } from "../../support/login.ts";
import { askPhone, confirm, leadsTo, open, send, signedIn } from "../../support/me.ts";
import { check, tokenOf } from "../../support/service.ts";

const opensWith = async (user: string, pin: string) =>
  (await check({ user, pass: pin })).json.result.authentication === "CHALLENGE";

describe("a browser whose phone has not confirmed", () => {
  it("removes no phone and sets no PIN", async () => {
    const anna = await signedIn("anna");
    const removed = await send(anna, `/me/phone/${anna.serial}/remove`, { last: "yes" });
    const set = await send(anna, "/me/pin", { pin: "98765", repeat: "98765" });
    expect([removed.status, set.status]).toEqual([403, 403]);
    expect([(await tokenOf(anna.serial)).active, await opensWith("anna", "1234")]).toEqual([true, true]);
  });

  it("is told to wait, and a wrong code counts on the phone", async () => {
    const bea = await signedIn("bea");
    const { link, fields } = await askPhone(bea, "pin");
    expect((await send(bea, "/me/confirmed", fields)).text).toContain("hasn’t confirmed yet");
    const wrong = unlike(await responseOf(bea.phone, link));
    expect((await send(bea, "/me/confirmed", { ...fields, response: wrong })).text).toContain("isn’t right");
    expect(await failCountOf(bea.serial)).toBe(1);
    expect((await send(bea, "/me/pin", { pin: "98765", repeat: "98765" })).status).toBe(403);
  });
});

describe("a confirmation", () => {
  it("is good for one change", async () => {
    const carl = await signedIn("carl");
    await confirm(carl, "pin");
    await send(carl, "/me/pin", { pin: "98765", repeat: "98765" });
    expect((await send(carl, "/me/pin", { pin: "11111", repeat: "11111" })).status).toBe(403);
    expect(await opensWith("carl", "98765")).toBe(true);
  });

  it("is not taken a second time", async () => {
    const dora = await signedIn("dora");
    const { link, fields } = await askPhone(dora, "pin");
    await dora.phone.login(link);
    expect(leadsTo(await send(dora, "/me/confirmed", fields))).toBe("/me/pin");
    await send(dora, "/me/pin", { pin: "98765", repeat: "98765" });
    expect((await send(dora, "/me/confirmed", fields)).status).toBe(400);
    expect((await send(dora, "/me/pin", { pin: "11111", repeat: "11111" })).status).toBe(403);
  });

  it("of the PIN removes no phone", async () => {
    const emil = await signedIn("emil");
    const { link, fields } = await askPhone(emil, "pin");
    await emil.phone.login(link);
    expect((await send(emil, "/me/confirmed", { ...fields, act: "remove", serial: emil.serial })).status).toBe(400);
    await send(emil, "/me/confirmed", fields);
    expect((await send(emil, `/me/phone/${emil.serial}/remove`, { last: "yes" })).status).toBe(403);
  });

  it("is of use in its own session only, not in another one of the same person or of another", async () => {
    const finn = await signedIn("finn");
    const other = { ...finn, browser: new Browser() };
    await signIn(other);
    const gina = await signedIn("gina");
    const { link, fields } = await askPhone(finn, "pin");
    await finn.phone.login(link);
    for (const thief of [other, gina]) {
      expect((await send(thief, "/me/confirmed", fields)).status).toBe(400);
      expect((await send(thief, "/me/pin", { pin: "98765", repeat: "98765" })).status).toBe(403);
    }
    expect(leadsTo(await send(finn, "/me/confirmed", fields))).toBe("/me/pin");
  });

  it("is not made of a login of the sign-in page or of an application, nor the other way round", async () => {
    const hugo = await signedIn("hugo");
    const { detail } = (await check({ user: "hugo", pass: "1234" })).json;
    await hugo.phone.login(detail.attributes.value);
    const fields = { act: "pin", serial: "", transaction_id: detail.transaction_id, link: detail.attributes.value };
    expect((await send(hugo, "/me/confirmed", fields)).status).toBe(400);
    const asked = await askPhone(hugo, "pin");
    await hugo.phone.login(asked.link);
    const finalized = await check({ user: "hugo", transaction_id: asked.fields.transaction_id });
    expect(finalized.json.result.value).toBe(false);
  });

  it("is over after some minutes", async () => {
    const ida = await signedIn("ida");
    await confirm(ida, "pin");
    const wait = () => env.DB.prepare("UPDATE browser_session SET confirmed_at_ms = confirmed_at_ms - 300001").run();
    await wait();
    expect((await send(ida, "/me/pin", { pin: "98765", repeat: "98765" })).status).toBe(403);
    await confirm(ida, "remove", ida.serial);
    await wait();
    expect((await send(ida, `/me/phone/${ida.serial}/remove`, { last: "yes" })).status).toBe(403);
  });

  it("serves one of two changes at once", async () => {
    const jana = await signedIn("jana");
    await confirm(jana, "pin");
    const both = await Promise.all(["11111", "22222"].map((pin) => send(jana, "/me/pin", { pin, repeat: pin })));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 403]);
  });
});

describe("another person's phone", () => {
  it("is neither named, removed nor disabled, whatever serial a form has", async () => {
    const kai = await signedIn("kai");
    const lena = await signedIn("lena");
    await confirm(kai, "remove", kai.serial);
    const place = `/me/phone/${lena.serial}`;
    expect((await open(kai, place)).status).toBe(404);
    const tries = [
      await send(kai, place, { name: "mine" }),
      await send(kai, `${place}/remove`, { last: "yes" }),
      await send(kai, `/me/not-me/${lena.serial}`),
    ];
    expect(tries.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await tokenOf(lena.serial)).toMatchObject({ active: true, description: "" });
    expect([(await open(kai)).status, (await open(lena)).status]).toEqual([200, 200]);
  });
});

describe("another site", () => {
  it.each([
    "/me/confirm",
    "/me/pin",
    "/me/sessions",
    "/me/not-me/X",
    "/me/phone/X",
    "/me/phone/X/remove",
    "/me/confirmed",
  ])("sends no form to %s", async (path) => {
    const mia = await signedIn(`mia${path}`);
    for (const headers of [
      { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
      { Origin: "null", "Sec-Fetch-Site": "cross-site" },
    ]) {
      const reply = await mia.browser.post(path, { act: "pin" }, headers);
      expect(reply.status).toBe(403);
    }
  });
});

describe("a session that has ended", () => {
  it("changes nothing, though its page is still open", async () => {
    const nils = await signedIn("nils");
    await confirm(nils, "pin");
    await env.DB.prepare("UPDATE browser_session SET expires_at_ms = 0 WHERE user = 'nils'").run();
    expect(leadsTo(await send(nils, "/me/pin", { pin: "98765", repeat: "98765" }))).toBe("/login");
    expect(await opensWith("nils", "1234")).toBe(true);
  });
});
