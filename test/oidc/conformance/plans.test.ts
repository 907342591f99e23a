// docs/oidc-conformance.md says how many tests of each plan are here, and names those that are not.
// Here its numbers are counted, and the files for the suite itself are compared with the provider.

/// <reference types="vite/types/importMeta.d.ts" />

import { expect, it } from "vitest";
import { registered } from "../../support/oidc/clients.ts";
import { request } from "../../support/service.ts";

const [document = ""] = Object.values(
  import.meta.glob<string>("../../../docs/oidc-conformance.md", { query: "?raw", import: "default", eager: true }),
);
const SOURCES = import.meta.glob<string>("./**/*.ts", { query: "?raw", import: "default", eager: true });

const [, part = ""] = /\n## The tests of the OpenID Foundation\n([\s\S]*?)\n## /.exec(document) ?? [];
const sentences = part.replaceAll(/\s+/g, " ");
/** A line such as `- [basic](…): 34 of the 38 tests`, whose link leads to the file of the plan. */
const told = [...part.matchAll(/^- \[[^\]]+\]\([^)]*\/([\w-]+\.test\.ts)\): (\d+) of (?:the )?(?:same )?(\d+)/gm)];

const namesIn = (text = ""): string[] =>
  [...text.matchAll(/["`]((?:oidcc-|fapi-ciba-id1)[a-z0-9-]*)(?:: |`)/g)].map(([, name = ""]) => name);

/** Those of the file, and of the parts of the basic plan that it runs. */
function testsOf(file: string): string[] {
  const source = SOURCES[`./${file}`] ?? "";
  const parts = [...source.matchAll(/from "(\.\/basic\/[\w-]+\.ts)"/g)].map(([, path = ""]) => SOURCES[path]);
  return [source, ...parts].flatMap(namesIn);
}

it("docs/oidc-conformance.md has every plan of this folder", () => {
  const files = Object.keys(SOURCES).filter((path) => path.endsWith(".test.ts") && path !== "./plans.test.ts");
  expect(told.map(([, file]) => `./${file}`).sort()).toEqual(files.sort());
});

it.each(told.map(([, file = "", here, all]) => [file, Number(here), Number(all)] as const))(
  "docs/oidc-conformance.md counts the tests of %s, each once, and names the others with the reason",
  (file, here, all) => {
    const tests = testsOf(file);
    expect(new Set(tests).size).toBe(tests.length);
    expect(tests).toHaveLength(here);
    const absent = new Set(namesIn(part).filter((name) => !tests.includes(name)));
    const expected = file.startsWith("basic") || file.startsWith("form-post") ? [...absent] : [];
    expect(here + expected.length).toBe(all);
  },
);

it("docs/oidc-conformance.md adds them up, and claims no certificate", () => {
  const sum = told.reduce((total, [, , here]) => total + Number(here), 0);
  expect(sentences).toContain(`${sum} tests`);
  expect(sentences).toContain("passed by our reading of the plans; the service is not certified");
});

interface PlanFile {
  readonly alias: string;
  readonly server: { readonly discoveryUrl: string };
  readonly [client: string]: unknown;
}

const PLANS = import.meta.glob<PlanFile>("./plans/*.json", { import: "default", eager: true });
const CLIENTS = import.meta.glob<Record<string, unknown>>("./plans/clients/*.json", { import: "default", eager: true });
const [, guide = ""] = /\n## Having a deployment tested by the suite\n([\s\S]*?)\n## /.exec(document) ?? [];
const planNamed = /^(oidcc-[a-z-]+-certification-test-plan)((?:\[\w+=\w+\])*) ([\w-]+\.json)$/gm;

it("docs/oidc-conformance.md leads to each configuration, whose discovery the provider answers", async () => {
  const named = [...guide.matchAll(planNamed)].map(([, , , file]) => `./plans/${file}`);
  expect(named.sort()).toEqual(Object.keys(PLANS).sort());
  for (const { server } of Object.values(PLANS))
    expect((await request(new URL(server.discoveryUrl).pathname)).status).toBe(200);
});

it("docs/oidc-conformance.md makes each client that a configuration names, and no other", () => {
  const [, list = ""] = /for client in ([^;]+);/.exec(guide) ?? [];
  const made = list.split(" ").map((pair) => pair.split(":"));
  for (const [, file] of made) expect(CLIENTS).toHaveProperty([`./plans/clients/${file}.json`]);
  const ids = Object.values(PLANS).flatMap((plan) => JSON.stringify(plan).match(/(?<=")\w+(?=_ID")/g) ?? []);
  expect([...new Set(ids)].sort()).toEqual(made.map(([name]) => name).sort());
});

it.each(Object.entries(CLIENTS))(
  "%s is a client that the service takes, with the suite's addresses",
  async (_, client) => {
    expect(await registered(client)).toMatchObject({ client_secret: expect.stringMatching(/./) });
    const aliases = JSON.stringify(client).match(/(?<=\/test\/a\/)[^/"]+/g) ?? [];
    expect(new Set(aliases)).toEqual(new Set(Object.values(PLANS).map(({ alias }) => alias)));
  },
);

/** Each row of the table: the modules that it names, and how they end. */
const unusual = [...guide.matchAll(/^\| (`oidcc[^|]+) \| (\w+) \|/gm)].map(
  ([, modules, end = ""]) => [end, namesIn(modules)] as const,
);
const endingAs = (wanted: string): string[] => unusual.flatMap(([end, names]) => (end === wanted ? names : []));

it("docs/oidc-conformance.md expects what the discovery document lets the suite do", async () => {
  const { json } = await request("/.well-known/openid-configuration");
  const skipped = endingAs("skipped");
  const lacks = (module: string, isLacking: boolean) =>
    expect([module, skipped.includes(module)]).toEqual([module, isLacking]);
  lacks("oidcc-idtoken-unsigned", !json.id_token_signing_alg_values_supported.includes("none"));
  for (const scope of ["profile", "email", "address", "phone"])
    lacks(`oidcc-scope-${scope}`, !json.scopes_supported.includes(scope));
  const requestObject = "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported";
  lacks(requestObject, json.request_parameter_supported === false);
  expect(endingAs("warning").includes("oidcc-claims-essential")).toBe(json.claims_parameter_supported === false);
  // The tests of this folder leave out the same ones, or say that the suite would warn.
  for (const module of [...skipped, ...endingAs("warning")]) expect(namesIn(part)).toContain(module);
});
