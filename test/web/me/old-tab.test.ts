// A page of /me that is still open in another tab, after somebody else has signed in in the same
// browser.

import { describe, expect, it } from "vitest";
import { signInAs, visitor } from "../../support/oidc/applications.ts";
import { confirmAct, locationIn, openMe, signedIn } from "../../support/pages/me.ts";
import { tokenOf } from "../../support/service.ts";

/** The forms of a page: where each leads, and its hidden fields. */
const formsIn = (text: string) =>
  [...text.matchAll(/<form[^>]* action="(\/me[^"]*)"[^>]*>(.*?)<\/form>/gs)].map(([, action = "", inside = ""]) => ({
    action,
    fields: Object.fromEntries(
      [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    ) as Record<string, string>,
  }));

describe("a form of /me", () => {
  it("brings along whose page it is on, on every page", async () => {
    const anna = await signedIn("anna");
    const { browser, serial } = anna;
    await signInAs({ ...anna, browser: (await visitor("anna")).browser }); // another session, which can be ended
    const asked = await browser.post("/me/confirm", formsIn((await openMe(anna, "/me/pin")).text)[0]?.fields ?? {});
    const pages = [asked.text];
    for (const path of ["/me", `/me/phone/${serial}`, `/me/not-me/${serial}`, "/me/pin"])
      pages.push((await openMe(anna, path)).text);
    await confirmAct(anna, "pin");
    pages.push((await openMe(anna, "/me/pin")).text);
    await confirmAct(anna, "remove", serial);
    pages.push((await openMe(anna, `/me/phone/${serial}`)).text);
    const forms = pages.flatMap(formsIn);
    const actions = new Set(forms.map(({ action }) => action.replace(serial, "X")));
    expect(actions).toEqual(
      new Set([
        "/me/confirm",
        "/me/confirmed",
        "/me/sessions",
        "/me/phone/X",
        "/me/phone/X/remove",
        "/me/not-me/X",
        "/me/not-me/X/sign-out",
        "/me/pin",
      ]),
    );
    expect(new Set(forms.map(({ fields }) => fields.whose)).size).toBe(1);
    expect(forms[0]?.fields.whose).toMatch(/^[0-9a-f]{32}$/);
  });

  it("changes nothing for another person who has signed in since, and says who is signed in now", async () => {
    const bea = await signedIn("bea");
    await confirmAct(bea, "pin");
    const [form] = formsIn((await openMe(bea, "/me/pin")).text);
    const carl = { ...(await visitor("carl")), browser: bea.browser };
    await signInAs(carl);
    await confirmAct(carl, "pin");
    const fields = { ...form?.fields, pin: "98765", repeat: "98765" };
    const refused = await carl.browser.post("/me/pin", fields);
    expect([refused.status, refused.text.includes("carl"), refused.text.includes("out of date")]).toEqual([
      409,
      true,
      true,
    ]);
    expect((await carl.browser.post("/me/pin", { pin: "98765", repeat: "98765" })).status).toBe(409);
    expect((await carl.browser.post(`/me/phone/${carl.serial}`, { ...form?.fields, name: "hers" })).status).toBe(409);
    expect((await tokenOf(carl.serial)).description).toBe("");
    const [own] = formsIn((await openMe(carl, "/me/pin")).text);
    const changed = await carl.browser.request("/me/pin", {
      method: "POST",
      body: new URLSearchParams({ ...own?.fields, pin: "98765", repeat: "98765" }),
      redirect: "manual",
    });
    expect(locationIn(changed)).toBe("/me?done=pin");
  });

  it("still works for the same person who has signed in again", async () => {
    const dora = await signedIn("dora");
    const [form] = formsIn((await openMe(dora, `/me/phone/${dora.serial}`)).text);
    await dora.browser.post("/oidc/logout", {});
    await signInAs(dora);
    await dora.browser.post(`/me/phone/${dora.serial}`, { ...form?.fields, name: "mine" });
    expect((await tokenOf(dora.serial)).description).toBe("mine");
  });
});
