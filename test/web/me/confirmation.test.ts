// A phone's confirmation at /me: for one change, one session, one part of the protection, and a few
// minutes.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { opensWith } from "../../support/login.ts";
import { signInAs } from "../../support/oidc/applications.ts";
import { Browser } from "../../support/pages/browser.ts";
import { askPhone, confirmAct, locationIn, send, signedIn } from "../../support/pages/me.ts";
import { check } from "../../support/service.ts";

describe("a confirmation", () => {
  it("is good for one change", async () => {
    const carl = await signedIn("carl");
    await confirmAct(carl, "pin");
    await send(carl, "/me/pin", { pin: "98765", repeat: "98765" });
    expect((await send(carl, "/me/pin", { pin: "11111", repeat: "11111" })).status).toBe(403);
    expect(await opensWith("carl", "98765")).toBe(true);
  });

  it("is not taken a second time", async () => {
    const dora = await signedIn("dora");
    const { link, fields } = await askPhone(dora, "pin");
    await dora.phone.login(link);
    expect(locationIn(await send(dora, "/me/confirmed", fields))).toBe("/me/pin");
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
    await signInAs(other);
    const gina = await signedIn("gina");
    const { link, fields } = await askPhone(finn, "pin");
    await finn.phone.login(link);
    for (const thief of [other, gina]) {
      expect((await send(thief, "/me/confirmed", fields)).status).toBe(400);
      expect((await send(thief, "/me/pin", { pin: "98765", repeat: "98765" })).status).toBe(403);
    }
    expect(locationIn(await send(finn, "/me/confirmed", fields))).toBe("/me/pin");
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
    await confirmAct(ida, "pin");
    const wait = () => env.DB.prepare("UPDATE browser_session SET confirmed_at_ms = confirmed_at_ms - 300001").run();
    await wait();
    expect((await send(ida, "/me/pin", { pin: "98765", repeat: "98765" })).status).toBe(403);
    await confirmAct(ida, "remove", ida.serial);
    await wait();
    expect((await send(ida, `/me/phone/${ida.serial}/remove`, { last: "yes" })).status).toBe(403);
  });

  it("serves one of two changes at once", async () => {
    const jana = await signedIn("jana");
    await confirmAct(jana, "pin");
    const both = await Promise.all(["11111", "22222"].map((pin) => send(jana, "/me/pin", { pin, repeat: pin })));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 403]);
  });
});

describe("a form of the QR code", () => {
  it("brings back no address but that of a login, and no text as markup", async () => {
    const pau = await signedIn("pau");
    const { fields } = await askPhone(pau, "remove", pau.serial);
    const link = "javascript:alert(1)";
    expect((await send(pau, "/me/confirmed", { ...fields, link })).text).not.toContain("javascript:");
    const serial = `"><script>alert(1)</script>${"x".repeat(1000)}`;
    for (const path of ["/me/confirm", "/me/confirmed"])
      expect((await send(pau, path, { ...fields, serial })).text).not.toContain("<script>alert");
  });

  it("confirms once, also when it comes twice at the same moment", async () => {
    const rosa = await signedIn("rosa");
    const { link, fields } = await askPhone(rosa, "pin");
    await rosa.phone.login(link);
    const both = await Promise.all([send(rosa, "/me/confirmed", fields), send(rosa, "/me/confirmed", fields)]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 400]);
  });
});
