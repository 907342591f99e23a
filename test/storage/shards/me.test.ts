// A person's own page with three databases: what the page changes is in the database of the person,
// and a move loses none of it.

import { describe, expect, it } from "vitest";
import { signInAs } from "../../support/oidc/applications.ts";
import { Browser } from "../../support/pages/browser.ts";
import { codeIn } from "../../support/pages/enrol-page.ts";
import { confirmAct, locationIn, openMe, send as submit } from "../../support/pages/me.ts";
import { enrol, makePhone } from "../../support/service.ts";
import { having, makeDatabases, NAMES, type Name, userHomedIn, withMap } from "./three.ts";

const SELF_SERVICE = "add remove pin recovery";

await makeDatabases();
const send = await withMap({ SELF_SERVICE } as Partial<Env>);

async function signedIn(name: Name, prefix: string) {
  const user = await userHomedIn(name, prefix);
  const person = { user, pin: "1234", ...(await enrol({ user, pin: "1234" }, { send })), browser: new Browser(send) };
  await signInAs(person);
  return person;
}

async function codesOf(person: Awaited<ReturnType<typeof signedIn>>): Promise<string[]> {
  await confirmAct(person, "recovery");
  const reply = await submit(person, "/me/recovery");
  return [...reply.text.matchAll(/<code>([^<]*)<\/code>/g)].map(([, code = ""]) => code);
}

describe.each(NAMES)("a person in %s", (name) => {
  it("names a phone, chooses a PIN, and adds a phone there", async () => {
    const person = await signedIn(name, "me");
    const { user, serial } = person;
    await submit(person, `/me/phone/${serial}`, { name: "Mine" });
    expect(await having("SELECT 1 FROM token WHERE user = ? AND description = 'Mine'", user)).toEqual([name]);
    await confirmAct(person, "pin");
    expect(locationIn(await submit(person, "/me/pin", { pin: "98765", repeat: "98765" }))).toBe("/me?done=pin");
    expect((await openMe(person)).status).toBe(200);
    await confirmAct(person, "add");
    const path = locationIn(await submit(person, "/me/add")) ?? "";
    await openMe(person, path);
    await submit(person, `${path}/start`);
    expect((await makePhone(send).enroll(codeIn(await openMe(person, path)))).told).toBe("enrolled");
    expect((await openMe(person)).text.match(/\/me\/phone\//g)).toHaveLength(2);
    for (const event of ["SELF_PHONE_RENAMED", "SELF_PIN_SET", "LINK_MADE"])
      expect(await having("SELECT 1 FROM audit WHERE user = ? AND event = ?", user, event)).toEqual([name]);
  });

  it("replaces a lost phone with a code from there", async () => {
    const person = await signedIn(name, "lost");
    const { user } = person;
    const [code = ""] = await codesOf(person);
    expect(await having("SELECT 1 FROM recovery WHERE user = ?", user)).toEqual([name]);
    const browser = new Browser(send);
    const path = locationIn(await submit({ ...person, browser }, "/me/recover", { user, pin: "1234", code })) ?? "";
    expect(path).toMatch(/^\/enrol\//);
    expect(locationIn(await openMe(person))).toBe("/login?to=%2Fme");
    await browser.request(path);
    await browser.post(`${path}/start`, {});
    expect((await makePhone(send).enroll(codeIn(await browser.request(path)))).told).toBe("enrolled");
    expect(await having("SELECT 1 FROM audit WHERE user = ? AND event = 'RECOVERY_USED'", user)).toEqual([name]);
  });
});

describe("a person who is being moved", () => {
  it("changes nothing meanwhile, since the change would stay behind", async () => {
    const person = await signedIn("DB_1", "moving");
    const { user, serial } = person;
    await confirmAct(person, "pin");
    const moving = await withMap({ SELF_SERVICE, SHARD_MOVING: "55-a9" } as unknown as Partial<Env>);
    const browser = new Browser(moving);
    for (const [key, value] of person.browser.cookies) browser.cookies.set(key, value);
    const there = { ...person, browser };
    const replies = [
      await submit(there, `/me/phone/${serial}`, { name: "Lost" }),
      await submit(there, "/me/pin", { pin: "98765", repeat: "98765" }),
      await submit(there, `/me/not-me/${serial}`, { pin: person.pin }),
      await submit(there, `/me/not-me/${serial}/sign-out`),
      await submit(there, "/me/sessions"),
    ];
    expect(replies.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
    expect(await having("SELECT 1 FROM token WHERE user = ? AND description = '' AND active", user)).toEqual(["DB_1"]);
  });
});
