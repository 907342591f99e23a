// The console's page of directories: there with SCIM alone, with what came from each and who is
// deactivated, for accounts that may see it.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { type Ask, askerOf, keyOf, withScim } from "../../../test/support/scim/wire.ts";
import { asAdmin, initToken, type Send, serviceAccount } from "../../../test/support/service.ts";
import { ConsoleBrowser } from "./support/console-browser.ts";

let over: Send;
let ask: Ask;
beforeAll(async () => {
  over = await withScim();
  ask = askerOf(over, await keyOf(over, "entra", ["staff"]));
});

async function pageOf(name: string, password: string, send?: Send, path = "/console/directory") {
  const browser = new ConsoleBrowser(send);
  await browser.signIn(name, password);
  return browser.get(path);
}
const asAdministrator = () => pageOf("admin", ADMIN_PASSWORD, over);

/** The people of realm staff on the card of those who are deactivated. */
function deactivatedIn(page: string): readonly (string | undefined)[] {
  const [, out = ""] = /Deactivated by a directory<\/h2>(.*?)<\/table>/s.exec(page) ?? [];
  return [...out.matchAll(/href="\/console\/users\/staff\/([\w-]+)"/g)].map(([, name]) => name);
}

it("is not there without SCIM", async () => {
  const page = await pageOf("admin", ADMIN_PASSWORD);
  expect(page.status).toBe(404);
  expect(page.text).not.toContain('href="/console/directory"');
});

it("says where a directory is sent, what came, and who is deactivated", async () => {
  const bea = (await ask("POST /Users", { userName: "bea" })).json.id;
  await ask("POST /Users", { userName: "cem", active: false });
  await ask(`DELETE /Users/${(await ask("POST /Users", { userName: "dua" })).json.id}`);
  // Whom a desk keeps out is not on the page, however many they are.
  await initToken({ user: "eli", realm: "staff" });
  await asAdmin("POST", "/user/staff/eli/block");
  await ask(`PATCH /Users/${bea}`, { Operations: [{ op: "replace", path: "active", value: false }] });
  await ask("POST /Users", { userName: "BEA" });
  const page = await vi.waitFor(async () => {
    const { status, text } = await asAdministrator();
    expect(text).toContain("Name or directory ID already taken");
    return { status, text };
  });
  expect(page.status).toBe(200);
  expect(page.text).toContain('<code class="copied">https://tiqr.test/scim/v2</code>');
  expect(page.text).toContain('href="/console/directory" aria-current="page"');
  expect(page.text).toContain("What came last from entra");
  expect(deactivatedIn(page.text).toSorted()).toEqual(["bea", "cem", "dua"]);
  expect(page.text.match(/badge[^>]*>deleted</g)).toHaveLength(1);
});

it("says who was deactivated last, however many are kept out", async () => {
  await env.DB.prepare(
    `INSERT INTO user (name, realm, created_at_ms, blocked_at_ms, deactivated_at_ms)
     WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < 60)
     SELECT 'blocked-' || i, 'staff', 0, ?1 + i, NULL FROM i UNION ALL SELECT 'left-' || i, 'staff', 0, NULL, i FROM i`,
  )
    .bind(Date.now() + 3600_000)
    .run();
  const people = deactivatedIn((await asAdministrator()).text);
  expect([people.length, people.slice(0, 4).toSorted()]).toEqual([50, ["bea", "cem", "dua", "left-60"]]);
});

it("the list of users can be narrowed to those whom a directory has deactivated, where there is one", async () => {
  const option = '<option value="directory"';
  expect((await pageOf("admin", ADMIN_PASSWORD, over, "/console/users")).text).toContain(option);
  expect((await pageOf("admin", ADMIN_PASSWORD, undefined, "/console/users")).text).not.toContain(option);
});

it("shows who has the right without exactly one realm", async () => {
  await serviceAccount("wide", ["scim"]);
  expect((await asAdministrator()).text).toContain("must have exactly one realm");
});

it("shows accounts alone to who may see no trail and no users", async () => {
  await serviceAccount("looker", ["accounts"]);
  const { status, text } = await pageOf("looker", "service", over);
  expect(status).toBe(200);
  expect(text).toContain("entra");
  expect(text).not.toContain("What came last");
  expect(text).not.toContain("Deactivated by a directory");
  await serviceAccount("stranger", ["tokenlist"]);
  expect((await pageOf("stranger", "service", over)).status).toBe(403);
});
