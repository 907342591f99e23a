// /call: a person on the phone with the help desk, and strangers who only know a name or a number.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type Agent,
  agent,
  askNumber,
  callerPath,
  callsOf,
  confirmByPhone,
  pathOf,
  sendCallForm,
  typeNumber,
  withDesk,
} from "../../support/callers/caller.ts";
import { enrolledUser, readFailCount } from "../../support/login.ts";
import { mailService } from "../../support/mail.ts";
import { Browser } from "../../support/pages/browser.ts";
import { confirmAct, locationIn, openMe, send, signedIn } from "../../support/pages/me.ts";
import { reasonOf, requestOver, type Send, withSettings } from "../../support/service.ts";

const mail = mailService();
let over: Send;
let desk: Agent;
beforeAll(async () => {
  over = await withDesk({
    ...mail.settings,
    MAIL_ADMINISTRATORS: "security@example.org",
    HELP_TEXT: "Ada Lovelace, desk 4",
    SELF_SERVICE: "add remove pin recovery",
    RATE_LIMITS: "off",
  });
  desk = await agent("desk-of-pages", over);
});

const stranger = () => new Browser(over);
const wrongNumber = (number: string) => String((Number(number) + 1) % 1_000_000).padStart(6, "0");
const eventsOf = async (user: string) =>
  (
    await env.DB.prepare("SELECT event, action, reason FROM audit WHERE user = ? ORDER BY number")
      .bind(user)
      .all<Record<"event" | "action" | "reason", string>>()
  ).results;

describe("a caller", () => {
  it("hears with whom and for what, and each way to go on stands next to one out", async () => {
    await enrolledUser("ada");
    const { number } = await askNumber(desk, "ada", "link");
    const { page, ticket, browser } = await typeNumber("ada", `${number.slice(0, 3)} ${number.slice(3)}`, stranger());
    expect(page.status).toBe(200);
    expect(page.text).toContain("Somebody on the phone with Ada Lovelace, desk 4 says they are you");
    expect(page.text).toContain("wants: another phone");
    expect(page.text).toContain("The help desk never sends you here otherwise");
    const shown = await sendCallForm({ browser, page, ticket }, "ways");
    for (const reply of [page, shown]) expect(reply.text).toContain("I didn’t call");
    for (const name of ["nl", "de"]) {
      const other = await browser.request("/call", { headers: { "Accept-Language": name } });
      expect(other.headers.get("Content-Language")).toBe(name);
    }
  });

  it("shows phone, PIN and code, and the agent sees which, in a new browser", async () => {
    const bob = await signedIn("bob", undefined, over);
    await confirmAct(bob, "recovery");
    const made = (await send(bob, "/me/recovery")).text;
    const [, code = ""] = /<code>([^<]*)<\/code>/.exec(made) ?? [];
    const { id, number } = await askNumber(desk, "bob");
    const at = await typeNumber("bob", number, stranger());
    expect((await callsOf(desk, "bob"))[0]).toMatchObject({ id, state: "asked", proved: [], known: false, act: "pin" });
    expect((await confirmByPhone(at, bob.phone)).text).toContain("Done: phone");
    expect((await callsOf(desk, "bob"))[0]).toMatchObject({
      state: "good",
      proved: ["phone"],
      enough_for: ["mailed-link"],
    });
    expect((await sendCallForm(at, "pin", { pin: "1234" })).text).toContain("Done");
    expect((await sendCallForm(at, "code", { code })).text).toContain("Done");
    expect((await callsOf(desk, "bob"))[0]).toMatchObject({ proved: ["phone", "pin", "code"] });
    // The code is used up.
    const again = await typeNumber("bob", (await askNumber(desk, "bob")).number, stranger());
    expect((await sendCallForm(again, "code", { code })).status).toBe(400);
    const rows = await eventsOf("bob");
    expect(rows.filter(({ event }) => event === "CALLER_PROVED").map(({ action }) => action)).toEqual([
      `POST /call/confirmed caller=${id} phone`,
      `POST /call/pin caller=${id} pin`,
      `POST /call/code caller=${id} code`,
    ]);
    // No digit that was typed is stored.
    expect(JSON.stringify(await env.DB.prepare("SELECT * FROM caller").all())).not.toContain(number);
  });

  it("is known in a browser in which they have signed in, and may have only that", async () => {
    const cleo = await signedIn("cleo", undefined, over);
    const { number } = await askNumber(desk, "cleo", "link");
    const at = await typeNumber("cleo", number, cleo.browser);
    expect((await callsOf(desk, "cleo"))[0]).toMatchObject({ known: true });
    expect((await sendCallForm(at, "browser")).text).toContain("Done: this browser");
    expect((await callsOf(desk, "cleo"))[0]).toMatchObject({ proved: ["browser"], enough_for: ["mailed-link"] });
    const new_ = await typeNumber("cleo", (await askNumber(desk, "cleo")).number, stranger());
    expect((await sendCallForm(new_, "browser")).status).toBe(400);
  });

  it("whose phone is stopped still has the PIN", async () => {
    const dan = await enrolledUser("dan");
    await desk.call("POST", `/token/disable/${dan.serial}`);
    const at = await typeNumber("dan", (await askNumber(desk, "dan")).number, stranger());
    expect((await sendCallForm(at, "phone")).text).toContain("None of your phones");
    expect((await sendCallForm(at, "pin", { pin: "1234" })).text).toContain("Done: PIN");
  });

  it("who is blocked still has the PIN and the codes, so that the block can be lifted", async () => {
    const cora = await signedIn("cora", undefined, over);
    await confirmAct(cora, "recovery");
    const [, code = ""] = /<code>([^<]*)<\/code>/.exec((await send(cora, "/me/recovery")).text) ?? [];
    await desk.call("POST", pathOf("cora", "block"));
    const at = await typeNumber("cora", (await askNumber(desk, "cora", "unblock")).number, stranger());
    expect((await sendCallForm(at, "phone")).text).toContain("None of your phones");
    expect((await sendCallForm(at, "pin", { pin: "9999" })).status).toBe(400);
    expect(await readFailCount(cora.serial)).toBe(1);
    expect((await sendCallForm(at, "pin", { pin: "1234" })).text).toContain("Done: PIN");
    expect((await desk.call("DELETE", pathOf("cora", "block"))).status).toBe(403);
    expect((await sendCallForm(at, "code", { code })).text).toContain("Done");
    expect((await desk.call("DELETE", pathOf("cora", "block"))).status).toBe(200);
  });

  it("who says that they did not call voids what was shown, and administrators hear", async () => {
    const eve = await enrolledUser("eve");
    const { id, number } = await askNumber(desk, "eve");
    const at = await typeNumber("eve", number, stranger());
    await confirmByPhone(at, eve.phone);
    await sendCallForm(at, "pin", { pin: "1234" });
    mail.sent.length = 0;
    expect((await sendCallForm(at, "refuse")).text).toContain("Thank you");
    expect((await callsOf(desk, "eve"))[0]).toMatchObject({ id, state: "refused", enough_for: [] });
    expect(mail.sent).toMatchObject([
      { to: "security@example.org", subject: expect.stringContaining("eve did not call") },
    ]);
    expect((await sendCallForm(at, "pin", { pin: "1234" })).text).toContain("This call is over");
    expect(reasonOf(await desk.call("POST", "/token/setrandompin", { user: "eve" }))).toContain("caller-unproven");
    expect((await eventsOf("eve")).at(-2)).toMatchObject({
      event: "CALLER_FAIL",
      action: `POST /call/refuse caller=${id}`,
    });
  });
});

describe("a stranger", () => {
  it("sees the same of an unknown name, a person without a call and a wrong number", async () => {
    await enrolledUser("finn");
    await enrolledUser("gus");
    const { number } = await askNumber(desk, "finn");
    const replies = [
      await typeNumber("finn", wrongNumber(number), stranger()),
      await typeNumber("gus", number, stranger()),
      await typeNumber("nobody-at-all", number, stranger()),
      await typeNumber("finn", "", stranger()),
    ].map(({ page }) => page);
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(new Set(replies.map(({ text }) => text.replaceAll(/value="[^"]*"/g, ""))).size).toBe(1);
  });

  it("ends a number by five wrong ones, and each is in the trail", async () => {
    await enrolledUser("hal");
    const { number } = await askNumber(desk, "hal");
    for (let tries = 0; tries < 5; tries++) await typeNumber("hal", wrongNumber(number), stranger());
    expect((await typeNumber("hal", number, stranger())).page.status).toBe(400);
    // Anyone can repeat it, so only the first few a minute are rows, and the rest are counted.
    const fails = await env.DB.prepare(
      "SELECT reason FROM audit WHERE event = 'CALLER_FAIL' AND action = 'POST /call'",
    ).all();
    expect(fails.results[0]).toEqual({ reason: "caller-unproven" });
  });

  it("has the limits on guesses of the sign-in page", async () => {
    const limited = await withSettings({ DESK_VERIFIES: "show", RATE_LIMITS: "on" } as unknown as Partial<Env>);
    await enrolledUser("ian");
    const statuses: number[] = [];
    for (let tries = 0; tries < 22; tries++)
      statuses.push((await typeNumber("ian", "000000", new Browser(limited))).page.status);
    expect(statuses.at(-1)).toBe(429);
  });

  it("who has the number has wrong PINs and codes counted on the lock of the sign-in page", async () => {
    const jon = await enrolledUser("jon");
    const at = await typeNumber("jon", (await askNumber(desk, "jon")).number, stranger());
    expect((await sendCallForm(at, "pin", { pin: "9999" })).status).toBe(400);
    expect((await sendCallForm(at, "code", { code: "0000-0000-0000-0000" })).status).toBe(400);
    expect(await readFailCount(jon.serial)).toBe(2);
    for (let guess = 0; guess < 8; guess++) await sendCallForm(at, "pin", { pin: `77${guess}7` });
    expect((await sendCallForm(at, "pin", { pin: "1234" })).status).toBe(400);
    expect((await callsOf(desk, "jon"))[0]).toMatchObject({ proved: [] });
  });

  it("does nothing with a ticket of their own making, or a form of another site", async () => {
    const browser = stranger();
    expect((await browser.post("/call/pin", { ticket: "abc.def", pin: "1234" })).text).toContain("This call is over");
    const foreign = await browser.post("/call", { user: "jon", number: "1" }, { Origin: "https://evil.example" });
    expect(foreign.status).toBe(403);
  });

  it("shows nothing by an empty PIN, where no phone has one", async () => {
    await enrolledUser("kim", "");
    const at = await typeNumber("kim", (await askNumber(desk, "kim")).number, stranger());
    expect((await sendCallForm(at, "pin", { pin: "" })).status).toBe(400);
    expect((await callsOf(desk, "kim"))[0]).toMatchObject({ proved: [] });
  });
});

it("THE LIMIT: somebody on two calls at once relays number and words, and is believed", async () => {
  const lou = await enrolledUser("lou");
  // The thief calls the desk as lou, and lou as the desk, and reads the number on to lou.
  const { number } = await askNumber(desk, "lou");
  const victim = await typeNumber("lou", number, stranger());
  expect(victim.page.text).toContain("Go on only if you called");
  await confirmByPhone(victim, lou.phone);
  await sendCallForm(victim, "pin", { pin: "1234" });
  // Nothing tells the two calls apart. The person has read the sentence, and hears of the new PIN.
  expect((await desk.call("POST", "/token/setrandompin", { user: "lou" })).status).toBe(200);
});

it("is not there with DESK_VERIFIES=off, and costs nothing", async () => {
  const off = await withSettings({ DESK_VERIFIES: "off" } as unknown as Partial<Env>);
  expect((await requestOver(off, "/call", { headers: { Accept: "text/html" } })).status).toBe(404);
  expect((await desk.over(off).call("POST", callerPath("lou"))).status).toBe(404);
  expect((await desk.over(off).call("GET", callerPath("lou"))).status).toBe(404);
});

describe("somebody who waits", () => {
  it("shows at /me at once, where the person objects", async () => {
    const mei = await signedIn("mei", undefined, over);
    expect((await openMe(mei)).text).not.toContain("waits for access");
    const { detail } = (await desk.call("POST", callerPath("mei"), { waits: "true" })).json;
    expect((await openMe(mei)).text).toContain("Somebody waits for access to your account");
    mail.sent.length = 0;
    // Nobody objects for another person, or with an id that is made up.
    const nan = await signedIn("nan", undefined, over);
    await send(nan, "/me/not-caller", { call: detail.id });
    expect((await openMe(mei)).text).toContain("waits for access");
    expect(locationIn(await send(mei, "/me/not-caller", { call: detail.id }))).toBe("/me?done=objected");
    expect((await openMe(mei)).text).not.toContain("waits for access");
    expect((await callsOf(desk, "mei"))[0]).toMatchObject({ state: "refused" });
    expect(mail.sent).toMatchObject([{ to: "security@example.org" }]);
  });

  it("is forgotten once the person signs in", async () => {
    const ono = await signedIn("ono", undefined, over);
    await desk.call("POST", callerPath("ono"), { waits: "true" });
    await env.DB.prepare("UPDATE caller SET made_at_ms = made_at_ms - 1000 WHERE user = 'ono'").run();
    expect((await openMe(ono)).text).not.toContain("waits for access");
  });
});
