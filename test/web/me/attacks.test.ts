// What a thief of a browser, another person, or another site tries at /me.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { opensWith, readFailCount, responseOf, unlike } from "../../support/login.ts";
import { askPhone, confirmAct, locationIn, openMe, send, signedIn } from "../../support/pages/me.ts";
import { tokenOf, withSettings } from "../../support/service.ts";

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
    expect(await readFailCount(bea.serial)).toBe(1);
    expect((await send(bea, "/me/pin", { pin: "98765", repeat: "98765" })).status).toBe(403);
  });
});

describe("another person's phone", () => {
  it("is neither named, removed nor disabled, whatever serial a form has", async () => {
    const kai = await signedIn("kai");
    const lena = await signedIn("lena");
    await confirmAct(kai, "remove", kai.serial);
    const place = `/me/phone/${lena.serial}`;
    expect((await openMe(kai, place)).status).toBe(404);
    const tries = [
      await send(kai, place, { name: "mine" }),
      await send(kai, `${place}/remove`, { last: "yes" }),
      await send(kai, `/me/not-me/${lena.serial}`, { pin: kai.pin }),
      await send(kai, `/me/not-me/${lena.serial}/sign-out`),
    ];
    expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(await tokenOf(lena.serial)).toMatchObject({ active: true, description: "" });
    expect([(await openMe(kai)).status, (await openMe(lena)).status]).toEqual([200, 200]);
  });
});

describe("a name of a phone", () => {
  it("of 1 000 characters is refused, and markup in it is text on every page that shows it", async () => {
    const oda = await signedIn("oda");
    const place = `/me/phone/${oda.serial}`;
    for (const name of ["x".repeat(1000), "x".repeat(81)])
      expect((await send(oda, place, { name })).text).toContain("80 characters");
    expect((await tokenOf(oda.serial)).description).toBe("");
    const markup = `"><script>alert(1)</script>`;
    await send(oda, place, { name: markup });
    expect((await tokenOf(oda.serial)).description).toBe(markup);
    for (const page of ["/me", place, `/me/not-me/${oda.serial}`])
      expect((await openMe(oda, page)).text).not.toContain("<script>alert");
  });
});

describe("SELF_SERVICE", () => {
  it.each(["add", "remove", "pin", "recovery"])(
    "without %s refuses its form, also of a confirmed session",
    async (act) => {
      const words = ["add", "remove", "pin", "recovery"].filter((word) => word !== act).join(" ");
      const person = await signedIn(`without-${act}`, undefined, await withSettings({ SELF_SERVICE: words }));
      const { user, serial } = person;
      const area = { add: "phones", remove: "phones", pin: "pin", recovery: "recovery" }[act];
      await env.DB.prepare("UPDATE browser_session SET confirmed_for = ?, confirmed_at_ms = ? WHERE user = ?")
        .bind(area, Date.now(), user)
        .run();
      const path = act === "remove" ? `/me/phone/${serial}/remove` : `/me/${act}`;
      const asked = await send(person, "/me/confirm", { act, serial });
      const done = await send(person, path, { last: "yes", pin: "98765", repeat: "98765" });
      expect([asked, done].map(({ text }) => /data-codes|transaction_id/.test(text))).toEqual([false, false]);
      const made = "SELECT 1 FROM enrollment_link WHERE user = ?1 UNION ALL SELECT 1 FROM recovery WHERE user = ?1";
      expect((await env.DB.prepare(made).bind(user).all()).results).toEqual([]);
      expect([(await tokenOf(serial)).active, await opensWith(user, "1234")]).toEqual([true, true]);
    },
  );
});

describe("another site", () => {
  it.each([
    "/me/confirm",
    "/me/pin",
    "/me/add",
    "/me/recovery",
    "/me/sessions",
    "/me/not-me/X",
    "/me/not-me/X/sign-out",
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
    await confirmAct(nils, "pin");
    await env.DB.prepare("UPDATE browser_session SET expires_at_ms = 0 WHERE user = 'nils'").run();
    expect(locationIn(await send(nils, "/me/pin", { pin: "98765", repeat: "98765" }))).toBe("/login?to=%2Fme%2Fpin");
    expect(await opensWith("nils", "1234")).toBe(true);
  });
});
