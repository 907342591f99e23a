// A browser that has signed in on our own login page before: strangers' failures do not shut it
// out, and its own are counted separately. The cookie that identifies it is valid for one person,
// one token and ninety days.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EnrolledPerson, enrolledUser, responseOf, sessionKeyIn, wrongOnes } from "../../support/login.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { asAdmin, check, initToken, makePhone, post, resultOf } from "../../support/service.ts";
import { failureRows } from "../../support/storage/rows.ts";

const DAY_MS = 24 * 3_600_000;
const COOKIE = "__Host-device";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function signIn({ user, pin, phone }: EnrolledPerson, browser = new Browser()): Promise<Browser> {
  const { link, transactionId } = await browser.begin({ user, pin });
  await phone.login(link);
  expect(stateIn(await browser.result(transactionId))).toBe("accepted");
  return browser;
}
const begun = async (browser: Browser, user: string, pin: string) =>
  stateIn(await browser.post("/login/begin", { user, pin }));
async function guess(browser: Browser, user: string, times = 10): Promise<void> {
  for (let i = 0; i < times; i++) expect(await begun(browser, user, "0000")).toBe("wrong-user");
}
/** The paths on which failures were counted, and their numbers. */
const countedOn = async (serial: string) =>
  Object.fromEntries((await failureRows(serial)).map(({ path, failcount }) => [path, failcount]));

describe("a browser that has signed in before", { timeout: 30_000 }, () => {
  it("is not shut out by strangers' wrong PINs, as a new browser of the same person is", async () => {
    const person = await enrolledUser("alice");
    const known = await signIn(person);
    await guess(new Browser(), "alice");
    expect(await begun(new Browser(), "alice", "1234")).toBe("wrong-user");
    await signIn(person, known);
    expect(await begun(new Browser(), "alice", "1234")).toBe("waiting"); // a successful login clears them all
  });

  it("has its own wrong PINs counted separately, which close nothing for others", async () => {
    const person = await enrolledUser("bob");
    const known = await signIn(person);
    await guess(known, "bob");
    expect(await countedOn(person.serial)).toEqual({ browser: 10 });
    expect(await begun(new Browser(), "bob", "1234")).toBe("waiting");
    expect((await check({ user: "bob", pass: "1234" })).json.result.authentication).toBe("CHALLENGE");
  });

  it("is a stranger after ten wrong PINs, until its lock opens or a login succeeds", async () => {
    const person = await enrolledUser("carol");
    const known = await signIn(person);
    await guess(known, "carol");
    await guess(known, "carol", 9);
    expect(await countedOn(person.serial)).toEqual({ browser: 10, pin: 9 });
    expect(await begun(known, "carol", "1234")).toBe("waiting");
    await guess(known, "carol", 1);
    expect(await begun(known, "carol", "1234")).toBe("wrong-user");
    vi.setSystemTime(Date.now() + 60_000);
    await guess(known, "carol", 1);
    expect(await countedOn(person.serial)).toEqual({ browser: 1, pin: 10 });
  });

  it("vouches for a person without a PIN: strangers' wrong responses do not close its logins", async () => {
    const person = await enrolledUser("dave", "");
    const known = await signIn(person);
    const { link } = await new Browser().begin({ user: "dave" });
    const fields = { sessionKey: sessionKeyIn(link), userId: "x", operation: "login" };
    for (const response of wrongOnes(await responseOf(person.phone, link), 10))
      await post("/ttype/tiqr", { ...fields, response });
    expect(await countedOn(person.serial)).toEqual({ open: 10 });
    expect(await begun(new Browser(), "dave", "")).toBe("locked");
    // The number of its open logins is not limited either.
    for (let i = 0; i < 6; i++) expect(await begun(known, "dave", "")).toBe("waiting");
    await signIn(person, known);
  });

  it("may be known for several people, and for no others", async () => {
    const people = await Promise.all(["erin", "frank"].map((name) => enrolledUser(name)));
    const shared = new Browser();
    for (const person of people) await signIn(person, shared);
    for (const { user, serial } of people) {
      await guess(shared, user, 1);
      expect(await countedOn(serial)).toEqual({ browser: 1 });
    }
    const other = await enrolledUser("grace");
    await guess(shared, "grace", 1);
    expect(await countedOn(other.serial)).toEqual({ pin: 1 });
  });

  it("is known for the last five people who signed in", async () => {
    const people = [];
    for (let i = 0; i < 6; i++) people.push(await enrolledUser(`clerk${i}`));
    const kiosk = new Browser();
    for (const person of people) await signIn(person, kiosk);
    const paths = [];
    for (const { user, serial } of people) {
      await guess(kiosk, user, 1);
      paths.push(Object.keys(await countedOn(serial)).join());
    }
    expect(paths).toEqual(["pin", ...Array(5).fill("browser")]);
  });

  it("stays known with a new PIN and a new phone in the same token", async () => {
    const person = await enrolledUser("heidi");
    const known = await signIn(person);
    await asAdmin("POST", "/token/setpin", { serial: person.serial, otppin: "5678" });
    const made = await initToken({ user: "heidi", serial: person.serial });
    const phone = makePhone();
    await phone.enroll(made.json.detail.tiqrenroll.value);
    await guess(known, "heidi", 1);
    expect(await countedOn(person.serial)).toEqual({ browser: 1 });
    await signIn({ ...person, pin: "5678", phone }, known);
  });
});

describe("the cookie of a known browser", { timeout: 30_000 }, () => {
  it("is kept from scripts and other sites, for ninety days, and says nothing readable", async () => {
    const person = await enrolledUser("ivan");
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user: "ivan", pin: "1234" });
    expect([...browser.cookies.keys()]).not.toContain(COOKIE);
    await person.phone.login(link);
    const reply = await browser.result(transactionId);
    const line = reply.headers.getSetCookie().find((cookie) => cookie.startsWith(COOKIE)) ?? "";
    const [pair = "", ...attributes] = line.split("; ");
    expect(attributes.toSorted()).toEqual(["HttpOnly", "Max-Age=7776000", "Path=/", "SameSite=Strict", "Secure"]);
    expect(pair).toMatch(/^__Host-device=[0-9a-f]{8}\.[\w-]+$/);
  });

  const STRANGERS: [string, (known: Browser, person: EnrolledPerson) => Promise<unknown> | unknown][] = [
    ["is forged", (known) => known.cookies.set(COOKIE, `${known.cookies.get(COOKIE)?.slice(0, -2)}AA`)],
    ["is any text", (known) => known.cookies.set(COOKIE, "x".repeat(3000))],
    ["is ninety days old", () => vi.setSystemTime(Date.now() + 90 * DAY_MS)],
    [
      "was got with a token that is revoked",
      async (_, { user, pin, serial }) => {
        await enrolledUser(user, pin, { serial: "SECOND" });
        await asAdmin("POST", "/token/revoke", { serial });
      },
    ],
    [
      "is of a user who was deleted and made again",
      async (_, { user, pin, serial }) => {
        await asAdmin("DELETE", `/user/realm1/${user}`);
        await enrolledUser(user, pin, { serial });
      },
    ],
    [
      "was got with a token that another user has now",
      async (_, { user, pin, serial }) => {
        await asAdmin("POST", "/token/unassign", { serial });
        await enrolledUser(user, pin, { serial: "THIRD" });
        await asAdmin("POST", "/token/assign", { serial, user: "mallory" });
      },
    ],
  ];
  it.each(STRANGERS)("that %s makes no browser known", async (how, spoil) => {
    const user = how.replaceAll(" ", "-");
    const person = await enrolledUser(user);
    const known = await signIn(person);
    await spoil(known, person);
    await guess(known, user);
    for (const browser of [new Browser(), known]) expect(await begun(browser, user, "1234")).not.toBe("waiting");
  });

  it("does not make the browser known for the next owner of the token", async () => {
    const person = await enrolledUser("judy");
    const known = await signIn(person);
    await asAdmin("POST", "/token/unassign", { serial: person.serial });
    await asAdmin("POST", "/token/assign", { serial: person.serial, user: "kim", pin: "1234" });
    await guess(known, "kim", 1);
    expect(await countedOn(person.serial)).toEqual({ pin: 1 });
  });

  it("is never requested by the API of applications", async () => {
    const person = await enrolledUser("leo");
    const known = await signIn(person);
    const cookie = `${COOKIE}=${known.cookies.get(COOKIE)}`;
    await post("/validate/check", { user: "leo", pass: "0000" }, { Cookie: cookie });
    expect(await countedOn(person.serial)).toEqual({ pin: 1 });
    expect(resultOf(await asAdmin("POST", "/token/reset", { serial: person.serial }))).toBe(1);
  });
});
