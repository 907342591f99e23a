// A new link and a new phone are for somebody who is known, or for somebody who is chosen to be
// new: a slip of the finger makes nobody.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { asAdmin, initToken, serviceAccount } from "../../../../test/support/service.ts";
import { ConsoleBrowser, newPerson } from "../support/console-browser.ts";

const [LINK, ENROL] = ["/console/links/new", "/console/enrol"];
const browser = new ConsoleBrowser();
const set = (user: string, realm: string, key: string, value: string) =>
  asAdmin("POST", "/user/attribute", { user, realm, key, value });
beforeAll(async () => {
  await initToken({ user: "amuller", realm: "realm1" });
  await initToken({ user: "bmueller", realm: "corp" });
  await set("amuller", "realm1", "name", "Anna Müller");
  await set("bmueller", "corp", "name", "Bert Mueller");
  await set("bmueller", "corp", "email", "bert@corp.example");
  await browser.signIn("admin", ADMIN_PASSWORD);
});

/** Whose links and tokens there are beyond those of the people above. */
const made = async (): Promise<string[]> => {
  const sql = `SELECT user || '@' || realm AS whose FROM enrollment_link UNION ALL SELECT user || '@' || realm FROM token
    WHERE created_at_ms > (SELECT max(created_at_ms) FROM user WHERE name = 'bmueller')`;
  return (await env.DB.prepare(sql).all<{ whose: string }>()).results.map(({ whose }) => whose);
};
const post = (path: string, fields: Record<string, string>, by = browser) =>
  by.post(path, { validity: "3600", ...fields });
/** The choices on a page: their labels by their values. */
const choices = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/name="person" value="([^"]*)" required[^>]*>\s*<span>([^<]*)</g)].map(
      ([, value = "", label = ""]) => [value.replaceAll("&quot;", '"'), label],
    ),
  );

describe.each([LINK, ENROL])("%s", (path) => {
  it("asks who is meant by a name that nobody has, and makes nothing", async () => {
    const before = await made();
    const page = await post(path, { user: "mueller" });
    expect(page.text).toContain("Nobody here is called mueller.");
    expect(choices(page.text)).toEqual({
      '["mueller","corp","bmueller"]': "Bert Mueller · bmueller@corp · bert@corp.example",
      '["mueller","realm1","amuller"]': "Anna Müller · amuller@realm1",
      '["mueller"]': "Someone new: create the user mueller",
    });
    expect(await made()).toEqual(before);
  });

  it("is for the person who was chosen", async () => {
    const before = await made();
    const page = await post(path, { user: "mueller", person: '["mueller","corp","bmueller"]' });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining("bmueller")]);
    expect((await made()).slice(before.length)).toHaveLength(1);
    expect((await made()).filter((whose) => !before.includes(whose))).toEqual(
      before.includes("bmueller@corp") ? [] : ["bmueller@corp"],
    );
  });

  it("makes somebody new who is chosen, and asks nothing about one who has a link", async () => {
    const user = `new${path.length}`;
    const asked = await post(path, { user });
    expect(choices(asked.text)).toEqual({ [newPerson(user)]: `Someone new: create the user ${user}` });
    expect(asked.text).toContain('type="checkbox" name="person"');
    expect((await post(path, { user, person: newPerson(user) })).text).not.toContain('name="person"');
    expect(await made()).toContain(`${user}@realm1`);
    expect((await post(path, { user })).text).not.toContain('name="person"');
  });

  it.each(['["other"]', '["other","corp","bmueller"]', "[", "null", '["mueller",1,2]'])(
    "asks again when the name is another than the one of the choice %s",
    async (person) => {
      const before = await made();
      expect((await post(path, { user: "mueller", person })).text).toContain('name="person"');
      expect(await made()).toEqual(before);
    },
  );

  it.each([
    [{ user: "amuller" }, "amuller@realm1"],
    [{ user: "bmueller@corp" }, "bmueller@corp"],
    [{ user: "bmueller", realm: "CORP" }, "bmueller@corp"],
  ])("asks nothing about %j", async (fields, whose) => {
    const page = await post(path, fields);
    expect(page.text).not.toContain('name="person"');
    expect(await made()).toContain(whose);
  });

  it("asks about somebody who is known in another realm only", async () => {
    expect(Object.keys(choices((await post(path, { user: "bmueller" })).text))).toContain(
      '["bmueller","corp","bmueller"]',
    );
  });

  it("asks nothing of an account that may not see users", async () => {
    await serviceAccount(`enrols${path.length}`, ["enrollTIQR"]);
    const one = new ConsoleBrowser();
    await one.signIn(`enrols${path.length}`, "service");
    const page = await post(path, { user: `unseen${path.length}` }, one);
    expect([page.status, page.text]).toEqual([200, expect.not.stringContaining('name="person"')]);
  });
});

it("asks nothing about the first phone of an administrator, and does about another name in that realm", async () => {
  const realm = "administrators";
  expect((await post(LINK, { user: "admin", realm, pin: "none" })).text).not.toContain('name="person"');
  expect((await post(LINK, { user: "admim", realm, pin: "none" })).text).toContain('name="person"');
});

it("a PIN that was typed has to be typed again, as no page has it", async () => {
  const page = await post(ENROL, { user: "mueller", pin: "135790" });
  expect(page.text).toMatch(/<input[^>]*name="pin"[^>]*required/);
  expect(page.text).toContain("Enter the PIN again.");
  expect(page.text).not.toContain("135790");
  expect((await post(ENROL, { user: "mueller" })).text).not.toMatch(/<input[^>]*name="pin"[^>]*required/);
});

it("a choice is kept while something else of the form is refused", async () => {
  const refused = await post(LINK, { user: "someone", person: newPerson("someone"), validity: "0" });
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('value="[&quot;someone&quot;]"')]);
});
