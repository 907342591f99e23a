// Open sign-ins: who signs in, to which application, from where and since when. The number by which
// programs know the login is in the details.

import { beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { application, authorizePath, followLink, visitor } from "../../../../test/support/oidc/applications.ts";
import { hiddenIn } from "../../../../test/support/pages/browser.ts";
import { asAdmin, check, enrol, resultOf, serviceAccount } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const PATH = "/console/transactions";

/** The cells of each row, as text. */
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/<tr role="row">(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<(?:td|th scope="row")[^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) =>
      cell.replace(/<details>.*?<\/details>/gs, "").replace(/<wbr\/>|<[^>]*>/g, ""),
    ),
  );

const browser = new ConsoleBrowser();
beforeAll(async () => {
  const anna = await visitor("anna");
  const clientId = await application({ client_name: "Wiki" });
  const page = await followLink(anna.browser, authorizePath(clientId));
  const fields = { user: "anna", pin: "1234", request: hiddenIn(page, "request") ?? "" };
  await anna.browser.post("/login/begin", fields, { "CF-Connecting-IP": "203.0.113.9" });
  await enrol({ user: "bob", serial: "BOB1", pin: "1234" });
  await enrol({ user: "bob", serial: "BOB2", pin: "1234" });
  await check({ user: "bob", pass: "1234" });
  await asAdmin("POST", "/validate/triggerchallenge", { user: "anna" });
  await browser.signIn("admin", ADMIN_PASSWORD);
});

it("names person, application or account, and address, each login once", async () => {
  const rows = rowsOf((await browser.get(PATH)).text).filter((cells) => cells.length > 3);
  expect(rows.map(([who, what, from]) => [who, what, from])).toEqual([
    ["anna@realm1", "admin", "unknown"],
    ["bob@realm1", "", "unknown"],
    ["anna@realm1", "Wiki", "203.0.113.9"],
  ]);
});

it("leads to the person, and keeps the id and the phones in the details", async () => {
  const { text } = await browser.get(PATH);
  expect(text).toContain('href="/console/users/realm1/bob"');
  for (const serial of ["BOB1", "BOB2"]) expect(text).toContain(`href="/console/tokens/${serial}"`);
  const outside = text.replace(/<details>.*?<\/details>/gs, "");
  expect([text.includes("BOB1"), outside.includes("BOB1")]).toEqual([true, false]);
});

it("names people without a link to accounts that may not see them", async () => {
  await serviceAccount("watcher", ["getchallenges"]);
  const watcher = new ConsoleBrowser();
  await watcher.signIn("watcher", "service");
  const { text } = await watcher.get(PATH);
  expect([text.includes("bob@"), text.includes("/console/users/realm1/bob")]).toEqual([true, false]);
});

it("is the same in the API", async () => {
  const { challenges } = resultOf(await asAdmin("GET", "/token/challenges/"));
  expect(challenges.find(({ application: name }: { application: string }) => name === "Wiki")).toMatchObject({
    user: "anna",
    realm: "realm1",
    client: "203.0.113.9",
    country: "",
    administrator: "",
  });
});
