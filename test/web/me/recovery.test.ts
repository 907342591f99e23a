// A person whose phone is gone, with PIN and recovery code, and those who only say so.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { enrolledUser, readFailCount } from "../../support/login.ts";
import { Browser } from "../../support/pages/browser.ts";
import { codeIn } from "../../support/pages/enrol-page.ts";
import { confirmAct, locationIn, ME_SIGN_IN, openMe, send, signedIn } from "../../support/pages/me.ts";
import { asAdmin, check, makePhone, type Send, tokenOf, withSettings } from "../../support/service.ts";
import { HASH_OF_NONE, setSealedPin } from "../../support/storage/sealed-pin.ts";

let over: Send;
beforeAll(async () => {
  over = await withSettings({ SELF_SERVICE: "add remove pin recovery" });
});

type Person = Awaited<ReturnType<typeof signedIn>>;

async function makeCodes(person: Person): Promise<string[]> {
  await confirmAct(person, "recovery");
  const made = await send(person, "/me/recovery");
  expect(made.headers.get("Cache-Control")).toBe("no-store");
  return [...made.text.matchAll(/<code>([^<]*)<\/code>/g)].map(([, code = ""]) => code);
}

/** In a browser that knows nothing. */
const recover = (user: string, pin: string, code: string, browser = new Browser(over)) =>
  browser.request("/me/recover", {
    method: "POST",
    body: new URLSearchParams({ user, pin, code }),
    redirect: "manual",
  });

describe("recovery codes", () => {
  it("are ten, shown once, and stored as no code", async () => {
    const anna = await signedIn("anna", undefined, over);
    expect((await openMe(anna)).text).toContain("You have no codes");
    const codes = await makeCodes(anna);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    expect((await openMe(anna)).text).toContain("10 codes left");
    const row = await env.DB.prepare("SELECT * FROM recovery WHERE user = 'anna'").first();
    expect(JSON.stringify(row)).not.toContain(codes[0]?.slice(0, 9));
    expect((await openMe(anna, "/me/recovery")).text).not.toContain(codes[0]);
  });

  it("need a confirmation each time, and a PIN", async () => {
    const bea = await signedIn("bea", undefined, over);
    expect((await send(bea, "/me/recovery")).status).toBe(403);
    const carl = await signedIn("carl", "", over);
    await confirmAct(carl, "recovery");
    expect((await send(carl, "/me/recovery")).status).toBe(400);
  });

  it("from before are over once there are new ones", async () => {
    const dora = await signedIn("dora", undefined, over);
    const [first = ""] = await makeCodes(dora);
    const [second = ""] = await makeCodes(dora);
    expect((await recover("dora", "1234", first)).status).toBe(400);
    expect((await recover("dora", "1234", second)).status).toBe(303);
  });
});

describe("name, PIN and code", () => {
  it("lead to a new phone with the same PIN, and every earlier phone and session is dead at once", async () => {
    const emil = await signedIn("emil", undefined, over);
    const second = await enrolledUser("emil");
    const [, code = ""] = await makeCodes(emil);
    const browser = new Browser(over);
    const path =
      locationIn(await recover("emil", "1234", ` ${code.toUpperCase().replaceAll("-", " ")}`, browser)) ?? "";
    expect(path).toMatch(/^\/enrol\/[\w-]{22}$/);
    expect(locationIn(await openMe(emil))).toBe(ME_SIGN_IN);
    expect((await check({ user: "emil", pass: "1234" })).json.result.authentication).not.toBe("CHALLENGE");
    expect((await tokenOf(second.serial)).active && (await tokenOf(emil.serial)).rollout_state === "enrolled").toBe(
      false,
    );
    const person = { ...emil, browser };
    const fresh = (await openMe(person, path)).text;
    expect([fresh.includes("9 codes left"), fresh.includes("Your old phone stops working")]).toEqual([true, false]);
    await send(person, `${path}/start`);
    const phone = makePhone();
    expect((await phone.enroll(codeIn(await openMe(person, path)))).told).toBe("enrolled");
    expect((await check({ user: "emil", pass: "1234" })).json.result.authentication).toBe("CHALLENGE");
    const { results } = await env.DB.prepare("SELECT event FROM audit WHERE user = 'emil'").all<{ event: string }>();
    expect(results.map(({ event }) => event)).toEqual(expect.arrayContaining(["RECOVERY_CODES_MADE", "RECOVERY_USED"]));
  });

  it("are good once each, also at the same moment", async () => {
    const finn = await signedIn("finn", undefined, over);
    const [code = "", other = ""] = await makeCodes(finn);
    const both = await Promise.all([recover("finn", "1234", code), recover("finn", "1234", code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 400]);
    expect((await recover("finn", "1234", code)).status).toBe(400);
    // The new phone was not registered in time, and the person begins again.
    const again = await recover("finn", "1234", other);
    expect(again.status).toBe(303);
    const { results } = await env.DB.prepare(
      "SELECT 1 FROM enrollment_link WHERE user = 'finn' AND withdrawn_at_ms IS NULL",
    ).all();
    expect(results).toHaveLength(1);
  });
});

it("a code replaces a phone without a PIN no more than the PIN, whatever hash of none is stored", async () => {
  const person = await signedIn("nina", undefined, over);
  const [code = ""] = await makeCodes(person);
  await setSealedPin(person.serial, HASH_OF_NONE);
  expect((await recover("nina", "", code)).status).toBe(400);
});

describe("a guesser", () => {
  it("hears the same of a wrong PIN, a wrong code, a person without codes, and one who does not exist", async () => {
    const gina = await signedIn("gina", undefined, over);
    const [code = ""] = await makeCodes(gina);
    await enrolledUser("hugo");
    const replies = [
      await recover("gina", "9999", code),
      await recover("gina", "1234", "0000-0000-0000-0000"),
      await recover("hugo", "1234", code),
      await recover("nobody", "1234", code),
    ];
    const texts = replies.map(({ text }) => text.replaceAll(/value="[^"]*"/g, ""));
    expect(new Set(texts).size).toBe(1);
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  });

  it("has every wrong PIN and code counted, and is locked out with the right ones, too", async () => {
    const ida = await signedIn("ida", undefined, over);
    const [code = ""] = await makeCodes(ida);
    await recover("ida", "9999", code);
    await recover("ida", "1234", "0000-0000-0000-0000");
    expect(await readFailCount(ida.serial)).toBe(2);
    for (let guess = 0; guess < 8; guess++) await recover("ida", "1234", `0000-0000-0000-000${guess}`);
    expect((await recover("ida", "1234", code)).status).toBe(400);
    expect((await tokenOf(ida.serial)).rollout_state).toBe("enrolled");
  });

  it("has a wrong code counted on every phone, also of a person with one that has no PIN", async () => {
    const pia = await signedIn("pia", undefined, over);
    await makeCodes(pia);
    const { serial } = await enrolledUser("pia", "");
    await recover("pia", "1234", "0000-0000-0000-0000");
    expect([await readFailCount(pia.serial), await readFailCount(serial)]).toEqual([1, 1]);
  });

  it("gets nothing by an empty PIN, also where the PIN was taken away after the codes were made", async () => {
    const quin = await signedIn("quin", undefined, over);
    const [code = ""] = await makeCodes(quin);
    await env.DB.prepare("UPDATE token SET sealed_pin = NULL WHERE serial = ?").bind(quin.serial).run();
    for (const pin of ["", "1234"]) expect((await recover("quin", pin, code)).status).toBe(400);
    expect((await tokenOf(quin.serial)).rollout_state).toBe("enrolled");
  });

  it("reaches no administrator, whose phones count nothing there, under any spelling of the realm", async () => {
    const rob = await signedIn("rob", undefined, over);
    const [code = ""] = await makeCodes(rob);
    for (const table of ["token", "recovery"])
      await env.DB.prepare(`UPDATE ${table} SET realm = 'administrators' WHERE user = 'rob'`).run();
    const replies = [
      await recover("rob@administrators", "1234", code),
      await recover("rob@administrators", "9999", code),
      await new Browser(over).post("/me/recover", { user: "rob", realm: "administrators", pin: "1234", code }),
      await new Browser(over).post("/me/recover", { user: "rob", realm: "ADMINISTRATORS", pin: "1234", code }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect([(await tokenOf(rob.serial)).rollout_state, await readFailCount(rob.serial)]).toEqual(["enrolled", 0]);
  });

  it("does not bring back a phone that is out of use", async () => {
    const jana = await signedIn("jana", undefined, over);
    const [code = ""] = await makeCodes(jana);
    await send(jana, `/me/not-me/${jana.serial}`, { pin: jana.pin });
    expect((await recover("jana", "1234", code)).status).toBe(400);
    const kai = await signedIn("kai", undefined, over);
    const [another = ""] = await makeCodes(kai);
    await env.DB.prepare("UPDATE token SET active = 0 WHERE serial = ?").bind(kai.serial).run();
    expect((await recover("kai", "1234", another)).status).toBe(400);
  });

  it("uses no code of another person, and none from another site", async () => {
    const lena = await signedIn("lena", undefined, over);
    const mia = await signedIn("mia", undefined, over);
    await makeCodes(lena);
    const [code = ""] = await makeCodes(mia);
    expect((await recover("lena", "1234", code)).status).toBe(400);
    const evil = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    const fields = { user: "mia", pin: "1234", code };
    expect((await new Browser(over).post("/me/recover", fields, evil)).status).toBe(403);
  });
});

it("there is no such page where SELF_SERVICE does not say so, and the sign-in page leads to none", async () => {
  const nils = await signedIn("nils");
  expect(locationIn(await openMe(nils, "/me/recover"))).toBe("/login");
  expect(locationIn(await send(nils, "/me/recover", { user: "nils", pin: "1234", code: "x" }))).toBe("/login");
  const words = "I no longer have my phone";
  expect((await nils.browser.request("/login")).text).not.toContain(words);
  expect((await new Browser(over).request("/login")).text).toContain(words);
});

it("a deleted person leaves no codes", async () => {
  const olga = await signedIn("olga", undefined, over);
  await makeCodes(olga);
  await asAdmin("DELETE", "/user/realm1/olga");
  expect((await env.DB.prepare("SELECT 1 FROM recovery WHERE user = 'olga'").all()).results).toEqual([]);
});
