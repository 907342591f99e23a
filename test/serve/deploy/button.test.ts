// What a Deploy to Cloudflare button reads, held against its rules:
// https://developers.cloudflare.com/workers/platform/deploy-buttons/
import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { configOf, deployTarget } from "../../../scripts/deploy/target.ts";
import { inProject } from "../../../scripts/lib/project.ts";

type Config = Awaited<ReturnType<typeof configOf>>;
const read = (path: string) => readFileSync(inProject(path), "utf8");
const packaged = JSON.parse(read("package.json"));
const described: Record<string, { description: string }> = packaged.cloudflare.bindings;
/** Each line is asked for as a required secret, and its value is filled in beforehand. */
const ASKED = [...read(".dev.vars.example").matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => ({
  name,
  value,
}));

let config: Config;
beforeAll(async () => {
  config = await configOf(deployTarget());
});

it("asks for the secrets that a new service needs, and fills in none", () => {
  expect(ASKED).toEqual([
    { name: "MASTER_KEY", value: "" },
    { name: "BOOTSTRAP_ADMIN", value: "" },
  ]);
  for (const { name } of ASKED) expect(config.vars).not.toHaveProperty(name);
});

it.each(["production", "staging"])(
  "lets %s be deployed without the secret of the first day, and not without the key",
  async (name) => {
    expect((await configOf(deployTarget(name))).secrets).toEqual({ required: ["MASTER_KEY"] });
  },
);

it("describes each database, each class of objects, each secret, and what has to be chosen", () => {
  const { d1_databases, durable_objects, vars } = config;
  const needing = [
    ...d1_databases.map(({ binding }) => binding),
    ...durable_objects.bindings.map(({ name }) => name),
    ...["PUBLIC_URL", "TIQR_SERVICE_DISPLAY_NAME", "JURISDICTION"].filter((name) => Object.hasOwn(vars, name)),
    ...ASKED.map(({ name }) => name),
  ];
  expect(Object.keys(described).sort()).toEqual(needing.sort());
  // Code, bold type and links are all the Markdown that is shown there.
  for (const { description } of Object.values(described)) expect(description).toMatch(/^[^<>#\n]{20,300}$/);
});

it("has a name and no made-up id for each resource, so that Cloudflare makes it", () => {
  const text = read("wrangler.toml");
  expect(text).not.toMatch(/0{8}-0{4}/);
  expect(text).not.toMatch(/_id = "(|placeholder|todo|xxx*|<.*>|your.*)"/i);
  for (const { database_name } of config.d1_databases) expect(database_name).toMatch(/^[a-z-]+$/);
});

it("builds and deploys by the scripts that Cloudflare looks for, and names the database by its binding", () => {
  expect(packaged.scripts).toMatchObject({ build: expect.stringContaining("wrangler"), deploy: expect.any(String) });
  // The person at the button may give the database another name.
  expect(read("scripts/deploy.ts")).toMatch(/for \(const \{ binding \} of config\.d1_databases\)/);
});
