// The recipes of docs/oidc-recipes.md in JavaScript. Each can be read, and the one for
// openid-client, which is installed here, signs a person in and out as it stands. The other
// libraries were tried by hand; the document says in which versions.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { PageBrowser, qrTextIn, textIn } from "../../../scripts/lib/page-browser.ts";
import { withService } from "../support/with-service.ts";
import { recipes } from "./recipes.ts";

const service = withService();
const folder = mkdtempSync(join(tmpdir(), "recipe-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const inJavaScript = recipes.flatMap(({ heading, client, blocks }) => {
  const code = blocks.filter(({ language }) => language === "js").map((block) => block.code);
  return code.length === 0 ? [] : [{ heading, client, code }];
});

it("has the recipes of six libraries, one of them in two versions", () => {
  expect(inJavaScript.map(({ heading }) => heading)).toEqual([
    "openid-client",
    "oidc-client-ts",
    "passport",
    "express-openid-connect",
    "better-auth",
    "next-auth (Auth.js)",
    "next-auth 4",
  ]);
});

it.each(inJavaScript)("$heading: the code can be read", ({ code }) => {
  for (const block of code) expect(() => transformSync(block, { loader: "js" })).not.toThrow();
});

/**
 * The recipes are for https, which the service of a test does not speak. Nothing else of the
 * library is changed.
 */
const OVER_HTTP = `
import * as oidc from ${JSON.stringify(import.meta.resolve("openid-client"))};
export * from ${JSON.stringify(import.meta.resolve("openid-client"))};
export const discovery = (server, id, secret) =>
  oidc.discovery(server, id, secret, undefined, { execute: [oidc.allowInsecureRequests] });
`;

/** The functions of the recipe, for the client that it registers. */
async function openidClient() {
  const recipe = inJavaScript.find(({ heading }) => heading === "openid-client");
  // The library shows its secret in the form.
  const client = JSON.parse(recipe?.client ?? "");
  const { json } = await service().postAsAdmin("/oidc/clients", client);
  const { client_id: CLIENT_ID, client_secret: CLIENT_SECRET } = json.result.value;
  const library = join(folder, "node_modules/openid-client");
  mkdirSync(library, { recursive: true });
  writeFileSync(join(library, "package.json"), JSON.stringify({ type: "module", exports: "./index.js" }));
  writeFileSync(join(library, "index.js"), OVER_HTTP);
  const code = recipe?.code[0]
    ?.replace("https://login.example.org", service().origin)
    .replace("process.env", JSON.stringify({ CLIENT_ID, CLIENT_SECRET }));
  writeFileSync(join(folder, "recipe.mjs"), code ?? "");
  return import(pathToFileURL(join(folder, "recipe.mjs")).href);
}

it("openid-client signs a person in with groups, and out, and takes no answer that another browser asked for", async () => {
  const { user, pin, phone } = await service().enrol("alice", { pin: "2468" });
  await service().postAsAdmin("/user/attribute", { user, realm: "default", key: "groups", value: "staff" });
  const { begin, finish, end } = await openidClient();
  const browser = new PageBrowser({ fetch, serves: ({ origin }) => origin === service().origin });
  const session = {};
  const page = await browser.open(await begin(session));
  expect(textIn(page)).toContain("App");
  const waiting = await browser.submit(page, "/login/begin", { user, pin });
  await phone.login(qrTextIn(waiting) ?? "");
  const { url: answer } = await browser.submit(waiting, "/login/result");
  expect(answer.origin + answer.pathname).toBe("https://app.example.org/back");
  const path = answer.pathname + answer.search;
  await expect(finish({}, path)).rejects.toMatchObject({ code: "OAUTH_INVALID_RESPONSE" });
  const tokens = await finish(session, path);
  expect(tokens.claims()).toMatchObject({ preferred_username: user, groups: ["staff"] });

  expect((await browser.open(end(tokens.id_token))).url.href).toBe("https://app.example.org/");
  // The service asks for the phone again.
  expect((await browser.open(await begin(session))).url.pathname).toBe("/oidc/authorize");
  expect((await browser.open(end())).url.href).toBe("https://app.example.org/");
});
