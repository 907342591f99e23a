// Things that a deployment and an installation must not do, according to the files that control
// them.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { configOf, deployTarget } from "../../scripts/deploy/target.ts";
import { inProject } from "../../scripts/lib/project.ts";
import { readWranglerToml } from "../../scripts/state/worker-options.ts";

it("gives the worker no address that its owner has not chosen", () => {
  const { workers_dev, preview_urls } = readWranglerToml();
  expect({ workers_dev, preview_urls }).toEqual({ workers_dev: false, preview_urls: false });
});

it("keeps queries and requests out of Cloudflare's logs and traces", () => {
  const { observability } = readWranglerToml();
  expect(observability).toMatchObject({ redact_query_string: true, logs: { invocation_logs: false } });
});

it("gives staging every binding and the same settings, and a name, a database and counts of its own", () => {
  const [top, staging] = [configOf(deployTarget("production")), configOf(deployTarget("staging"))];
  const same = ({
    durable_objects,
    migrations,
    triggers,
    observability,
    workers_dev,
    preview_urls,
    main,
    assets,
  }: typeof top) => ({
    ...{ durable_objects, migrations, triggers, observability, workers_dev, preview_urls, main, assets },
  });
  expect(same(staging)).toEqual(same(top));
  const limits = ({ ratelimits }: typeof top) => ratelimits.map(({ name, simple }) => ({ name, simple }));
  expect(limits(staging)).toEqual(limits(top));
  const bindings = ({ d1_databases }: typeof top) => d1_databases.map(({ binding }) => binding);
  expect(bindings(staging)).toEqual(bindings(top));
  const own = ({ name, d1_databases, ratelimits }: typeof top) => [
    ...[name, ...d1_databases.map(({ database_name }) => database_name)],
    ...ratelimits.map(({ namespace_id }) => namespace_id),
  ];
  // Wrangler hands routes down where there are none: staging would take the address of the other.
  expect(readFileSync(inProject("wrangler.toml"), "utf8").split("\n[env.staging]\n")[1]).toMatch(/^routes = \[/m);
  expect(own(staging).filter((one) => own(top).includes(one))).toEqual([]);
  expect(Object.keys(staging.vars).filter((name) => !Object.hasOwn(top.vars, name))).toEqual([]);
});

it("runs no script of a package, and needs none before or after its own", () => {
  expect(readFileSync(inProject(".npmrc"), "utf8").split("\n")).toContain("ignore-scripts=true");
  const { scripts } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
  const names = Object.keys(scripts);
  const hooks = names.filter((name) => /^(pre|post)/.test(name) && names.includes(name.replace(/^(pre|post)/, "")));
  expect([...hooks, ...names.filter((name) => /^(preinstall|install|postinstall|prepare)$/.test(name))]).toEqual([]);
});
