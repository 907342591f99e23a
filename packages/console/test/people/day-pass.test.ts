// The day pass on a person's page: made with one press, shown once, ended with another.

import { beforeAll, expect, it } from "vitest";
import { withPasses } from "../../../../test/support/phones/day-pass.ts";
import { check, initToken, type Reply, serviceAccount } from "../../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const ANNA = "/console/users/realm1/anna";
const pages = await withPasses("pages", { DAY_PASS_HOURS: "6" } as Partial<Env>);
const desk = new ConsoleBrowser(pages);

beforeAll(async () => {
  await initToken({ user: "anna", pin: "1234" });
  await initToken({ user: "pinless" });
  await serviceAccount("desk", ["userlist", "tokenlist", "daypass"]);
  await desk.signIn("desk", "service");
});

/** The fields of the form as they are when the page is opened. */
const valuesIn = ({ text }: Reply) =>
  Object.fromEntries(
    [...text.matchAll(/<input id="(hours|uses)"[^>]*value="(\d+)"/g)].map(([, name = "", value = ""]) => [name, value]),
  );
const passIn = ({ text }: Reply): string | undefined => /\b\d{4} \d{4} \d{4}\b/.exec(text)?.[0];

it("is made with what the form has, shown once, and ended", async () => {
  const person = await desk.get(ANNA);
  expect(valuesIn(person)).toEqual({ hours: "6", uses: "10" });
  const made = await desk.post(`${ANNA}/pass`, valuesIn(person));
  expect(passIn(made)).toBeDefined();
  expect(made.headers.get("Cache-Control")).toContain("no-store");
  const after = await desk.get(ANNA);
  expect(after.text).toContain("Good for 10 more sign-ins, until");
  expect([passIn(after), valuesIn(after)]).toEqual([undefined, {}]);
  expect(leadsTo(await desk.post(`${ANNA}/pass/end`))).toBe(`${ANNA}?done=passEnded`);
  expect((await desk.get(`${ANNA}?done=passEnded`)).text).toContain("The day pass has ended.");
  expect(valuesIn(await desk.get(ANNA))).toEqual({ hours: "6", uses: "10" });
});

it.each([
  ["en", "This person has no PIN"],
  ["nl", "Deze persoon heeft geen pincode"],
  ["de", "Diese Person hat keine PIN"],
])("says in %s why there is none for a person without a PIN", async (language, said) => {
  desk.language = language;
  const refused = await desk.post("/console/users/realm1/pinless/pass", { hours: "1", uses: "1" });
  desk.language = undefined;
  expect([refused.status, refused.text.includes(said)]).toEqual([409, true]);
});

it("is offered to no account without the right, for no administrator, and nowhere while it is off", async () => {
  await initToken({ user: "boss", realm: "administrators", pin: "1234" });
  await serviceAccount("reader", ["userlist", "tokenlist"]);
  const [reader, off] = [new ConsoleBrowser(pages), new ConsoleBrowser()];
  await reader.signIn("reader", "service");
  await off.signIn("desk", "service");
  const shown = async (browser: ConsoleBrowser, page = ANNA) =>
    (await browser.get(page)).text.includes("Day pass</h2>");
  expect(await shown(desk)).toBe(true);
  expect(await shown(reader)).toBe(false);
  expect(await shown(desk, "/console/users/administrators/boss")).toBe(false);
  expect(await shown(off)).toBe(false);
  expect((await check({ user: "anna", pass: "1234" })).json.detail.message).toBe("Token is not enrolled yet");
});
