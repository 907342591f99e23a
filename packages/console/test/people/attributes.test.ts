// What applications see of a user, on the page of the user; those of the tokens have the name.

import { beforeAll, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { auditRows } from "../../../../test/support/audit.ts";
import { asAdmin, initToken, resultOf, serviceAccount } from "../../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const PAGE = "/console/tokens/ANNA";
const USER = "/console/users/corp/anna";
const FORM = `${USER}/attributes`;
const look = async () => resultOf(await asAdmin("GET", "/user/attribute?user=anna&realm=corp"));

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await initToken({ user: "anna", realm: "corp", serial: "ANNA" });
  await initToken({ user: "gone", serial: "NOBODY" });
  await asAdmin("POST", "/token/unassign", { serial: "NOBODY" });
  await browser.signIn("admin", ADMIN_PASSWORD);
});

it("they are set, shown and removed, and only what has changed is sent", async () => {
  const save = (fields: Record<string, string>) => browser.post(FORM, fields);
  expect(leadsTo(await save({ name: "Anna <b>", email: " anna@example.org ", groups: "" }))).toBe(
    `${USER}?done=attributes`,
  );
  expect(await look()).toEqual({ name: "Anna <b>", email: "anna@example.org" });
  for (const path of [PAGE, USER]) expect((await browser.get(path)).text).toContain("Anna &lt;b&gt;");
  expect((await browser.get(FORM)).text).toContain('value="anna@example.org"');
  await save({ name: "", email: "anna@example.org", groups: "a, b" });
  expect(await look()).toEqual({ email: "anna@example.org", groups: "a,b" });
  const changes = (await auditRows({ event: "USER_CHANGED" })).map(({ action }) => action.split(" ")[0]);
  expect(changes).toEqual(["POST", "POST", "DELETE", "POST"]);
});

it("a value that is refused is shown again with the reason", async () => {
  const before = await look();
  const reply = await browser.post(FORM, { name: "", email: "no address", groups: "a,b" });
  expect(reply.status).toBe(400);
  expect(reply.text).toContain("e-mail address of at most 254 characters");
  expect(reply.text).toContain('value="no address"');
  expect(await look()).toEqual(before);
});

it("the key at a directory is set and shown, and one that is someone else's is refused with a reason", async () => {
  const id = "951ddb04-b16d-45f3-bbf7-b0fa18fa7aee";
  const before = await look();
  const { external_id: _, ...rest } = before;
  await browser.post(FORM, { ...rest, external_id: id.toUpperCase() });
  expect((await look()).external_id).toBe(id);
  expect((await browser.get(USER)).text).toContain(id);
  expect((await browser.get("/console/users.csv?user=anna")).text).toContain(id);
  await initToken({ user: "bert", realm: "corp", serial: "BERT" });
  const refused = await browser.post("/console/users/corp/bert/attributes", { external_id: id });
  expect(refused.text).toContain("Someone else in this realm has this external ID");
  expect(refused.text).toContain(`value="${id}"`);
  await browser.post(FORM, before);
  expect(await look()).toEqual(before);
});

it("a token without a user has none", async () => {
  expect((await browser.get("/console/tokens/NOBODY")).text).not.toContain("/attributes");
});

it("an account sees and changes them by its rights", async () => {
  const as = async (name: string, rights: readonly Right[]) => {
    await serviceAccount(name, rights);
    const one = new ConsoleBrowser();
    await one.signIn(name, "service");
    return one;
  };
  const desk = await as("desk", ["tokenlist", "userlist"]);
  const page = await desk.get(USER);
  expect(page.text).toContain("anna@example.org");
  expect(page.text).not.toContain("/attributes");
  expect((await desk.post(FORM, { email: "x@example.org" })).status).toBe(400);
  expect(await look()).toMatchObject({ email: "anna@example.org" });
  const blind = await as("blind", ["tokenlist"]);
  expect((await blind.get(PAGE)).text).not.toContain("anna@example.org");
  expect(await auditRows({ administrator: "blind", reason: "missing-right" })).toEqual([]);
});

it.each(["en", "nl", "de"])("the form has its words in %s", async (language) => {
  browser.language = language;
  const { status, text } = await browser.get(FORM);
  expect([status, text.includes("undefined"), text.includes(`<html lang="${language}"`)]).toEqual([200, false, true]);
});
