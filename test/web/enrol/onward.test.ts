// Both ends of an enrolment: what the person calls the phone, and where the last page leads.

import { describe, expect, it } from "vitest";
import { application } from "../../support/oidc/applications.ts";
import { codeIn, EnrolBrowser, newLink, trialIn } from "../../support/pages/enrol-page.ts";
import { asAdmin, enrol, makePhone, tokenOf, withSettings } from "../../support/service.ts";

const nameIn = (text: string) => /id="name"[^>]* value="([^"]+)"/.exec(text)?.[1];

async function started(fields: Record<string, string>, name: string) {
  const path = await newLink(fields);
  const browser = new EnrolBrowser();
  await browser.get(path);
  const reply = await browser.step(path, "start", { name });
  const { json } = await asAdmin("GET", `/token/?user=${fields.user}`);
  return { path, browser, reply, token: json.result.value?.tokens[0] };
}

describe("the name of a phone", () => {
  it("is asked for with the day in the language of the page, and is the token's description", async () => {
    const browser = new EnrolBrowser();
    browser.language = "de";
    const path = await newLink({ user: "name-default" });
    expect(nameIn((await browser.get(path)).text)).toMatch(/^Smartphone vom \d+\. \p{Lu}\p{Ll}+$/u);
    expect((await started({ user: "named" }, " My phone ")).token.description).toBe("My phone");
  });

  it("takes the place of the lost phone's, and needs none", async () => {
    const { serial } = await enrol({ user: "replaced", description: "Old" });
    await started({ user: "replaced", serial }, "New");
    expect((await tokenOf(serial)).description).toBe("New");
    expect((await started({ user: "nameless" }, "")).token.description).toBe("");
  });

  it("cannot be changed by a link that has been used, in its own browser or in another", async () => {
    const { path, browser, token } = await started({ user: "kept" }, "Mine");
    await browser.step(path, "start", { name: "Yours" });
    await new EnrolBrowser().step(path, "start", { name: "Yours" });
    await browser.step(path, "code", { name: "Yours" });
    expect((await tokenOf(token.serial)).description).toBe("Mine");
  });

  it.each(["x".repeat(81), "tur\u202Ened"])(
    "that lists could not show is refused, and nothing is made: %j",
    async (name) => {
      const { path, browser, reply, token } = await started({ user: `bad-${name.length}` }, name);
      expect([reply.status, token]).toEqual([400, undefined]);
      expect((await browser.step(path, "start", { name: "Good" })).status).toBe(303);
    },
  );
});

/** The last page of somebody's enrolment. */
async function lastPage(fields: Record<string, string>, settings: Record<string, string> = {}) {
  const path = await newLink({ pin: "none", ...fields });
  const [browser, phone] = [new EnrolBrowser(await withSettings(settings)), makePhone()];
  await phone.enroll(codeIn(await browser.start(path)));
  const trial = await browser.step(path, "login");
  await phone.login(codeIn(trial));
  return (await browser.step(path, "finish", trialIn(trial))).text;
}

describe("the last page", () => {
  it("leads to the applications of the realm, to the phones, and to recovery codes where there are some", async () => {
    await application({ client_name: "Own page", client_uri: "https://own.example/start" });
    await application({ client_name: "Behind a proxy", forward_auth_hosts: ["guarded.example"], realms: ["realm1"] });
    await application({ client_name: "Elsewhere", client_uri: "https://elsewhere.example/", realms: ["other"] });
    await application({ client_name: "No address" });
    const text = await lastPage({ user: "onward" }, { SELF_SERVICE: "recovery" });
    const links = [...text.matchAll(/href="((?:https:|\/me)[^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual(["https://guarded.example/", "https://own.example/start", "/me", "/me/recovery"]);
    expect(await lastPage({ user: "no-recovery" })).not.toContain("/me/recovery");
  });

  it("leads an administrator to the console alone", async () => {
    const text = await lastPage({ user: "boss", realm: "admins" }, { ADMIN_REALM: "admins", SELF_SERVICE: "recovery" });
    expect([text.includes('href="/console"'), text.includes("/me")]).toEqual([true, false]);
  });
});
