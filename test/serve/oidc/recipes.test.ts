// The recipes of docs/oidc-recipes.md, as far as a machine without their software can hold them:
// each client is registered as it stands, its code names no address that is not registered and no
// endpoint that is not there, and can be read by its language.
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { withService } from "../support/with-service.ts";
import { recipes, recipesText } from "./recipes.ts";

const service = withService({ FORWARD_AUTH_DOMAIN: "example.org", PUBLIC_URL: "https://login.example.org" });

it("has recipes to look at, some of them with code", () => {
  expect(recipes.length).toBeGreaterThan(5);
  expect(codeOf("python").length).toBeGreaterThan(3);
  expect(codeOf("php").length).toBeGreaterThan(3);
});

it.each(recipes)("$heading: the client is registered as it stands", async ({ client }) => {
  const { status, json, text } = await service().postAsAdmin("/oidc/clients", JSON.parse(client));
  expect([status, text]).toEqual([200, expect.stringContaining('"client_id"')]);
  // What the recipe does not name is left to the service, and what it names is kept.
  expect(json.result.value).toMatchObject({ ...JSON.parse(client) });
});

it.each(recipes)("$heading: the code names only addresses that the client has", ({ client, blocks }) => {
  const code = blocks.map((block) => (block.code === client ? "" : block.code)).join("\n");
  const named = [...code.matchAll(/https:\/\/(?:app|wiki)\.example\.org\/[^\s"'&)]*/g)].map(([address]) => address);
  const { redirect_uris = [], post_logout_redirect_uris = [] } = JSON.parse(client);
  const registered = [...redirect_uris, ...post_logout_redirect_uris];
  expect(named.filter((address) => !registered.includes(address))).toEqual([]);
});

it("names only endpoints that discovery has", async () => {
  const { json } = await service().request("/.well-known/openid-configuration");
  const known = Object.values(json).map(String);
  const named = [...recipesText.matchAll(/https:\/\/login\.example\.org\/[^\s"'`?&]+/g)].map(([address]) => address);
  expect(named.length).toBeGreaterThan(10);
  const other = named.filter((address) => !known.includes(address) && !address.endsWith("/openid-configuration"));
  expect(other).toEqual([]);
});

const codeOf = (language: string) =>
  recipes.flatMap(({ heading, blocks }) =>
    blocks.filter((block) => block.language === language).map(({ code }) => ({ heading, code })),
  );

/** The command's complaint about the code, or undefined if it can read it. */
function complaint(command: readonly string[], code: string): string | undefined {
  const [program = "", ...args] = command;
  const { status, stdout, stderr } = spawnSync(program, args, { input: code, encoding: "utf8" });
  return status === 0 ? undefined : `${stdout}${stderr}`;
}

const READERS = [
  { language: "python", command: ["python3", "-c", "import ast, sys; ast.parse(sys.stdin.read())"], wrong: "def (" },
  { language: "php", command: ["php", "-l"], wrong: "<?php )" },
];

for (const { language, command, wrong } of READERS) {
  const isHere = spawnSync(command[0] ?? "", ["--version"]).status === 0;
  it.skipIf(!isHere)(`has ${language} that can be read${isHere ? "" : `: no ${command[0]} here`}`, () => {
    expect(complaint(command, wrong)).toMatch(/error/i);
    const complaints = codeOf(language).map(({ heading, code }) => [heading, complaint(command, code)]);
    expect(complaints.filter(([, said]) => said !== undefined)).toEqual([]);
  });
}
