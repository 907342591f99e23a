// Who has no phone yet, in the console: from the overview to the people, and to new links for them.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { jobRows, untilOver } from "../../../../test/support/jobs.ts";
import { admin, asAdmin, enrol, resultOf, serviceAccount } from "../../../../test/support/service.ts";
import { ConsoleBrowser, hiddenFields, leadsTo } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await admin();
  await browser.signIn("admin", ADMIN_PASSWORD);
  await enrol({ user: "has-phone", pin: "1234" });
  const names = ["plain", `"Quoted", O'Hara`, "on-the-way"];
  for (const name of names)
    await env.DB.prepare("INSERT INTO user (name, realm, created_at_ms) VALUES (?, 'realm1', 0)").bind(name).run();
  // Has begun an enrolment, and so has a token.
  await asAdmin("POST", "/token/init", { type: "tiqr", user: "on-the-way" });
  await asAdmin("POST", "/token/enrollmentlink", { user: "invited" });
  await asAdmin("POST", "/token/init", { type: "tiqr", user: "invited" });
});

const people = async () => resultOf(await asAdmin("GET", "/audit/statistics")).people;

it("leads from the overview to the people, and to a link for each who has none", async () => {
  expect(await people()).toEqual({ total: 5, with_phone: 1, invited: 1, link_expired: 0 });
  const { text: overview } = await browser.get("/console");
  for (const part of ["1 with a phone", "1 invited", "0 links expired", "3 not invited yet"])
    expect(overview).toContain(part);
  expect(overview).toContain('href="/console/users?phones=none">4 without a phone</a>');
  expect(overview).toContain('href="/console/users?phones=none-without-link">3 without an open link</a>');

  const { text: list } = await browser.get("/console/users?phones=none-without-link");
  expect(list).toContain("on-the-way");
  expect(list).not.toMatch(/has-phone|invited"/);
  const question = await browser.get("/console/new-user-links?user=&realm=&phones=none-without-link");
  expect(question.text).toContain("Create 3 links");
  const fields = hiddenFields(question);
  const job = leadsTo(await browser.post("/console/new-user-links", { ...fields, days: "7" })) ?? "";
  const id = job.split("/").at(-1) ?? "";
  expect(await untilOver(id)).toMatchObject({ state: "done", action: "links", total: 3, failed: 0 });
  for (const page of ["/console/jobs", job]) {
    const { text } = await browser.get(page);
    expect(text).toContain("Creating registration links");
    expect(text).not.toContain("Importing users");
  }
  expect((await browser.get(job)).text).toContain("<p>3 with a link</p>");
  const rows = await jobRows(id);
  expect(rows.map(({ user }) => user).sort()).toEqual([`"Quoted", O'Hara`, "on-the-way", "plain"]);
  expect(rows.every(({ link }) => link?.includes("/enrol/"))).toBe(true);
  expect(await people()).toMatchObject({ invited: 4, link_expired: 0 });
  const { text: nobody } = await browser.get("/console/new-user-links?phones=none-without-link");
  expect(nobody).toMatch(/<a class="[^"]*button[^"]*" href="\/console\/users"/);
  expect((await browser.get("/console/users?phones=none-without-link")).text).toContain(
    "Everyone has a phone or an open link.",
  );
});

it("is in the file that the list exports", async () => {
  const { text } = await browser.get("/console/users.csv?phones=none&user=plain");
  const [head, row] = text.split("\r\n");
  expect(head).toBe(
    '"user","realm","name","email","groups","external_id","created","phones","link_expires","blocked","block_from","block_until"',
  );
  expect(row).toMatch(/^"plain",.*,"0","\d{4}-/);
  expect(text).not.toContain("has-phone");
});

it("offers links only to an account with both rights", async () => {
  await serviceAccount("reader", ["userlist"]);
  const reader = new ConsoleBrowser();
  await reader.signIn("reader", "service");
  expect((await browser.get("/console/users?phones=none")).text).toContain("/console/new-user-links");
  const { text } = await reader.get("/console/users?phones=none");
  expect(text).toContain("plain");
  expect(text).not.toContain("/console/new-user-links");
});
