// An open link outlives nothing that takes a person's access away: whoever has it would be let in.

import { expect, it } from "vitest";
import { codeIn, EnrolBrowser, headingIn } from "../../support/pages/enrol-page.ts";
import { asAdmin, enrol, makePhone, ORIGIN, post, resultOf, serviceAccount } from "../../support/service.ts";

const WITHDRAWN = "This link has been withdrawn";

const invite = async (fields: Record<string, string>): Promise<string> =>
  (await asAdmin("POST", "/token/enrollmentlink", fields)).json.detail.link.slice(ORIGIN.length);
const says = async (path: string) => headingIn(await new EnrolBrowser().get(path));

it.each(["disable", "revoke"])("ends all links of a person with the last phone: %s", async (act) => {
  const user = `leaver-${act}`;
  const { serial } = await enrol({ user });
  const [invitation, own] = [await invite({ user }), await invite({ serial })];
  const browser = new EnrolBrowser();
  const code = codeIn(await browser.start(await invite({ user })));
  await asAdmin("POST", `/token/${act}`, { serial });
  expect([await says(invitation), await says(own)]).toEqual([WITHDRAWN, WITHDRAWN]);
  // Its code was on the screen already.
  expect((await makePhone().enroll(code)).told).toBe("bad-metadata");
  expect(resultOf(await asAdmin("GET", `/token/enrollmentlink?user=${user}`)).count).toBe(0);
});

it("ends only the links of the phone itself while the person has another one that works", async () => {
  const [{ serial }] = [await enrol({ user: "two" }), await enrol({ user: "two" })];
  const [forThis, forNew] = [await invite({ serial }), await invite({ user: "two" })];
  await asAdmin("POST", "/token/disable", { serial });
  expect(await says(forThis)).toBe(WITHDRAWN);
  expect(await says(forNew)).not.toBe(WITHDRAWN);
  await asAdmin("POST", "/token/disable", { user: "two" });
  expect(await says(forNew)).toBe(WITHDRAWN);
});

it("leaves links alone when nothing is taken away, and those of others, and to an account without the right", async () => {
  const { serial } = await enrol({ user: "stays" });
  const { serial: other } = await enrol({ user: "neighbour" });
  const link = await invite({ user: "stays" });
  await asAdmin("POST", "/token/disable", { serial: other });
  await asAdmin("POST", "/token/enable", { serial });
  const reader = await serviceAccount("outlives-reader", ["tokenlist"]);
  expect((await post("/token/disable", { serial }, reader)).status).toBe(403);
  expect(await says(link)).not.toBe(WITHDRAWN);
});
