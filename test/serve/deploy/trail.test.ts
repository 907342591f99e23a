// The bucket of the trail in wrangler.toml, which is a comment until somebody wants it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Unstable_Config as Config, unstable_readConfig } from "wrangler";
import { withTable } from "../../../scripts/deploy/toml-text.ts";
import { inProject } from "../../../scripts/lib/project.ts";
import { miniflareOptions, readWranglerToml, withTrail } from "../../../scripts/state/worker-options.ts";

const folder = mkdtempSync(join(tmpdir(), "trail-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

function configWithTrail(header: string, env: string): Config {
  const values = { binding: "TRAIL", bucket_name: "tiqr-edge-trail", jurisdiction: "eu" };
  const config = join(folder, "wrangler.toml");
  writeFileSync(config, withTable(readFileSync(inProject("wrangler.toml"), "utf8"), header, values));
  return unstable_readConfig({ config, env }, { hideWarnings: true }) as Config;
}

it.each([
  ["[[r2_buckets]]", "", "staging"],
  ["[[env.staging.r2_buckets]]", "staging", ""],
])("%s binds it in its environment %j alone", (header, env, other) => {
  const bucket = { binding: "TRAIL", bucket_name: "tiqr-edge-trail", jurisdiction: "eu" };
  expect(configWithTrail(header, env).r2_buckets).toEqual([bucket]);
  expect(configWithTrail(header, other).r2_buckets).toEqual([]);
});

it.each([
  ["once wrangler.toml has one", () => configWithTrail("[[r2_buckets]]", "")],
  ["that the environment names", () => withTrail(readWranglerToml(), "tiqr-edge-trail")],
])("serve has a bucket %s", (_when, read) => {
  const { secrets: _, ...config } = read();
  const options = miniflareOptions(config as Config, {}, 0, "/nowhere", "dist/worker/index.js");
  const [worker] = options.workers as readonly unknown[];
  expect(worker).toMatchObject({ r2Buckets: { TRAIL: { id: "tiqr-edge-trail" } } });
});

it.each(["../x", "Trail", "ab", "a_b", "x".repeat(64)])("serve refuses %j as the name of a bucket", (name) => {
  expect(() => withTrail(readWranglerToml(), name)).toThrow("TRAIL must be the name of a bucket");
});
