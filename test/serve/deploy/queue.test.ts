// The Queue in wrangler.toml, which is a comment until somebody wants it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Unstable_Config as Config, unstable_readConfig } from "wrangler";
import { inProject } from "../../../scripts/lib/project.ts";
import { miniflareOptions, readWranglerToml, withQueue } from "../../../scripts/state/worker-options.ts";

const folder = mkdtempSync(join(tmpdir(), "queue-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** wrangler.toml with the comment signs before the tables of the Queue taken away. */
function configWithQueue(env: string): Config {
  const text = readFileSync(inProject("wrangler.toml"), "utf8").replace(
    /^# \[\[(env\.staging\.)?queues\.\w+\]\]\n(# \w+ = .*\n)+/gm,
    (table) => table.replace(/^# /gm, ""),
  );
  const config = join(folder, "wrangler.toml");
  writeFileSync(config, text);
  return unstable_readConfig({ config, env }, { hideWarnings: true }) as Config;
}

it.each([
  ["", "tiqr-edge-events"],
  ["staging", "tiqr-edge-staging-events"],
])("the Queue of environment %j is both rung and heard by the Worker, and is its own", (env, queue) => {
  const { queues } = configWithQueue(env);
  expect(queues.producers).toEqual([{ binding: "EVENTS_QUEUE", queue }]);
  expect(queues.consumers).toEqual([{ queue, max_batch_size: 100, max_batch_timeout: 1, max_retries: 1 }]);
});

it.each([
  ["once wrangler.toml has one", () => configWithQueue("")],
  ["that the environment names", () => withQueue(readWranglerToml(), "tiqr-edge-events")],
])("serve has a Queue %s", (_when, read) => {
  const { secrets: _, ...config } = read();
  const options = miniflareOptions(config as Config, {}, 0, "/nowhere", "dist/worker/index.js");
  const [worker] = options.workers as readonly unknown[];
  expect(worker).toMatchObject({
    queueProducers: { EVENTS_QUEUE: { queueName: "tiqr-edge-events" } },
    queueConsumers: { "tiqr-edge-events": { maxBatchSize: 100, maxBatchTimeout: 1, maxRetries: 1 } },
  });
});
