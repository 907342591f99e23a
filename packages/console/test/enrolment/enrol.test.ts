// Enrolling in the console: one form makes one token, however often it is sent, and never takes
// over another user's.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { asAdmin, enrol, initToken, makePhone, serviceAccount, tokenOf } from "../../../../test/support/service.ts";
import { type ConsoleBrowser, hiddenFields, leadsTo, newPerson, signedInBrowser } from "../support/console-browser.ts";

const NEW = "/console/enrol";

const fieldsOf = async (browser: ConsoleBrowser) => {
  const { serial = "" } = hiddenFields(await browser.get(NEW));
  return { serial };
};
const serialsOf = async (user: string): Promise<string[]> =>
  (await env.DB.prepare("SELECT serial FROM token WHERE user = ?").bind(user).all<{ serial: string }>()).results.map(
    ({ serial }) => serial,
  );
/** The serial on a page that shows a QR code. */
const shownIn = (text: string) => /action="\/console\/tokens\/([^"]+)\/code"/.exec(text)?.[1];

describe("the form", () => {
  it("has a new serial each time, and makes the token with that serial", async () => {
    const browser = await signedInBrowser();
    const [one, other] = [hiddenFields(await browser.get(NEW)), hiddenFields(await browser.get(NEW))];
    expect(one.serial).toMatch(/^TiQR[0-9A-F]{8}$/);
    expect(other.serial).not.toBe(one.serial);
    expect(shownIn((await browser.post(NEW, { ...one, user: "one", person: newPerson("one") })).text)).toBe(one.serial);
    expect(await serialsOf("one")).toEqual([one.serial]);
  });

  it("asks once more before a new user takes names from others, as the form of a link does", async () => {
    await initToken({ user: "named@asked.example" });
    const browser = await signedInBrowser();
    const fields = { ...(await fieldsOf(browser)), user: "x", realm: "asked.example", person: newPerson("x") };
    const link = { user: "x", realm: "asked.example", person: newPerson("x"), validity: "3600", pin: "choose" };
    for (const [path, form] of [
      [NEW, fields],
      ["/console/links/new", link],
    ] as const) {
      expect((await browser.get(path)).text).not.toContain('name="shadows"');
      const refused = await browser.post(path, form);
      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('name="shadows"')]);
      expect(refused.text).toContain("An existing user has a name that could then mean this one.");
    }
    expect((await browser.post("/console/links/new", { ...link, shadows: "true" })).status).toBe(200);
    expect(shownIn((await browser.post(NEW, { ...fields, shadows: "true" })).text)).toBe(fields.serial);
  });

  it("that is sent twice, or loaded again, makes one token, and its newest QR code works", async () => {
    const browser = await signedInBrowser();
    const fields = {
      ...(await fieldsOf(browser)),
      user: "again@realm1",
      pin: "1234",
      person: newPerson("again@realm1"),
    };
    const both = await Promise.all([browser.post(NEW, fields), browser.post(NEW, fields)]);
    const last = await browser.post(NEW, fields);
    expect([...both, last].map(({ status, text }) => [status, shownIn(text)])).toEqual(
      Array(3).fill([200, fields.serial]),
    );
    expect(await serialsOf("again")).toEqual([fields.serial]);
    const code = (await asAdmin("GET", `/token/?serial=${fields.serial}`)).json.result.value.tokens[0].enrollment;
    expect(code.state).toBe("started");
  });

  it("has ended once the phone has enrolled: sending it again leads to the token, and ends nothing", async () => {
    const browser = await signedInBrowser();
    const fields = { ...(await fieldsOf(browser)), user: "finished" };
    await enrol({ user: "finished", serial: fields.serial });
    expect(leadsTo(await browser.post(NEW, fields))).toBe(`/console/tokens/${fields.serial}?done=sent`);
    expect((await tokenOf(fields.serial)).rollout_state).toBe("enrolled");
  });

  it.each([
    ["that waits", () => initToken({ user: "owner", serial: "THEIRS" })],
    ["that is enrolled", () => enrol({ user: "owner", serial: "THEIRS" })],
  ])("never takes another user's token %s", async (_, make) => {
    await make();
    const before = await tokenOf("THEIRS");
    const browser = await signedInBrowser();
    for (const serial of ["THEIRS", "theirs", "THEIR*"]) {
      const reply = await browser.post(NEW, { user: "taker", serial, person: newPerson("taker") });
      expect([reply.status, shownIn(reply.text)]).toEqual([200, expect.stringMatching(/^TiQR/)]);
    }
    expect(await tokenOf("THEIRS")).toEqual(before);
    await asAdmin("DELETE", "/token/THEIRS");
  });

  it("comes back with the same serial when the API refuses it", async () => {
    const browser = await signedInBrowser();
    const fields = hiddenFields(await browser.get(NEW));
    const refused = await browser.post(NEW, { ...fields, user: "a\tb" });
    expect(refused.status).toBe(400);
    expect(hiddenFields(refused)).toEqual(fields);
  });

  it("works for an account that may enrol but not read", async () => {
    await serviceAccount("only enrols", ["enrollTIQR"] as Right[]);
    const browser = await signedInBrowser("only enrols", "service");
    const reply = await browser.post(NEW, { ...hiddenFields(await browser.get(NEW)), user: "blind" });
    expect(reply.text).toContain("data-enrollment=");
    expect(await serialsOf("blind")).toHaveLength(1);
  });
});

describe("a new code", () => {
  const linkIn = (reply: { json: { detail: { tiqrenroll: { value: string } } } }) => reply.json.detail.tiqrenroll.value;

  it("is shown for the same token, and ends the one before", async () => {
    const old = linkIn(await initToken({ user: "renewed", serial: "RENEWED", pin: "1234" }));
    const reply = await (await signedInBrowser()).post("/console/tokens/RENEWED/code");
    expect([reply.status, shownIn(reply.text)]).toEqual([200, "RENEWED"]);
    expect((await makePhone().enroll(old)).told).not.toBe("enrolled");
  });

  it("is not shown for a token whose phone has enrolled, which stays enrolled", async () => {
    await enrol({ user: "quick", serial: "QUICK" });
    expect(leadsTo(await (await signedInBrowser()).post("/console/tokens/QUICK/code"))).toBe(
      "/console/tokens/QUICK?done=sent",
    );
    expect((await tokenOf("QUICK")).rollout_state).toBe("enrolled");
  });
});
