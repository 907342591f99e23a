// Call 11, the wrong person was helped: the result of each act leads to its undo, and so does the
// person's page for a day.

import { beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import {
  asAdmin,
  check,
  enrol,
  openLogin,
  type Reply,
  resultOf,
  serviceAccount,
} from "../../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const personAt = (user: string) => `/console/users/realm1/${user}`;
/** Where the result leads to its undo, or the person's page to that of each act. */
const undosIn = ({ text }: Reply) => [...text.matchAll(/href="([^"]+\/undo\/[^"]+)"/g)].map(([, to = ""]) => to);

it("a made link can be copied, scanned, mailed, withdrawn, and undone with the phone that it has stopped", async () => {
  const { phone } = await enrol({ user: "wrong", serial: "WRONG1", pin: "1234" });
  await asAdmin("POST", "/user/attribute", { user: "wrong", key: "email", value: "wrong+1@corp.example" });
  const made = await browser.post("/console/tokens/WRONG1/lost");
  const [link = ""] = /https?:\/\/[^<"]+\/enrol\/[\w-]{22}/.exec(made.text) ?? [];
  expect(made.text).toContain(`<code class="copied">${link}</code>`);
  expect(made.text).toMatch(/<img[^>]+src="data:image\/svg\+xml;base64,/);
  const mail = new URL(/href="(mailto:[^"]+)"/.exec(made.text)?.[1]?.replaceAll("&amp;", "&") ?? "");
  expect([decodeURIComponent(mail.pathname), mail.searchParams.get("body")]).toEqual(["wrong+1@corp.example", link]);
  const { id } = resultOf(await asAdmin("GET", "/token/enrollmentlink?user=wrong")).links[0];
  expect(made.text).toContain(`href="/console/links/${id}/withdraw"`);
  const [to = ""] = undosIn(made);
  expect(to).toBe(`${personAt("wrong")}/undo/${id}`);
  const question = await browser.get(to);
  expect(question.text).toContain("Give the earlier phone back?");
  expect(question.text).toContain(`action="${to}"`);
  expect(leadsTo(await browser.post(to))).toBe(`${personAt("wrong")}?done=undone`);
  expect((await phone.login((await openLogin({ user: "wrong", pass: "1234" })).link)).told).toBe("logged-in");
  expect(resultOf(await asAdmin("GET", "/token/enrollmentlink?user=wrong")).links).toEqual([]);
  const again = await browser.post(to);
  expect([again.status, again.text.includes("can no longer be undone")]).toEqual([409, true]);
});

it("a QR code on the screen and a new PIN lead to their undo, and the person’s page lists both", async () => {
  const { phone } = await enrol({ user: "both", serial: "BOTH1", pin: "1234", description: "Both’s phone" });
  await phone.login((await openLogin({ user: "both", pass: "1234" })).link);
  const [pin = ""] = undosIn(await browser.post(`${personAt("both")}/new-pin`));
  const [replaced = ""] = undosIn(await browser.post("/console/tokens/BOTH1/replace"));
  const page = await browser.get(personAt("both"));
  expect(undosIn(page).toSorted()).toEqual([pin, replaced].toSorted());
  expect(page.text).toContain("<div>Both’s phone (BOTH1)</div>");
  expect(page.text).toContain("<div>admin</div>");
  for (const act of [pin, replaced]) expect(leadsTo(await browser.post(act))).toBe(`${personAt("both")}?done=undone`);
  expect(undosIn(await browser.get(personAt("both")))).toEqual([]);
  expect((await phone.login((await openLogin({ user: "both", pass: "1234" })).link)).told).toBe("logged-in");
});

it("a link for a first phone has nothing to undo, and an account sees only what it may undo", async () => {
  expect(undosIn(await browser.post("/console/links/new", { user: "first", pin: "none" }))).toEqual([]);
  await enrol({ user: "few", serial: "FEW1", pin: "1234" });
  await browser.post("/console/tokens/FEW1/lost");
  await serviceAccount("undo-sees", ["userlist", "tokenlist", "setrandompin"]);
  const desk = new ConsoleBrowser();
  await desk.signIn("undo-sees", "service");
  expect(undosIn(await desk.get(personAt("few")))).toEqual([]);
  const [act = ""] = undosIn(await browser.get(personAt("few")));
  expect((await desk.post(act)).status).toBe(403);
  expect((await check({ user: "few", pass: "1234" })).json.result.authentication).toBe("REJECT");
});

it.each(["en", "nl", "de"])("has its words in %s", async (language) => {
  browser.language = language;
  await enrol({ user: `words-${language}` });
  const made = await browser.post(
    `/console/tokens/${resultOf(await asAdmin("GET", `/token/?user=words-${language}`)).tokens[0].serial}/lost`,
  );
  const [to = ""] = undosIn(made);
  for (const page of [made, await browser.get(to), await browser.get(personAt(`words-${language}`))])
    expect([page.status, page.text.includes("undefined")]).toEqual([200, false]);
  browser.language = undefined;
});
