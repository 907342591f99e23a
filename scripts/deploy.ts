// npm run deploy -- [--env production|staging] [--test] [--wait SECONDS] [--dry-run] Checks that
// wrangler.toml has the files of the pages, that the archive of the trail is where the database is,
// and the source, applies the migrations that the deployed databases lack, deploys, and asks the
// deployed service for /health. It stops at the first step that fails. `--dry-run` prints each
// command and runs none.

import type { Unstable_Config as Config } from "wrangler";
import { assetsFault } from "./deploy/assets.ts";
import { type Commands, createCommands } from "./deploy/commands.ts";
import { smoke } from "./deploy/smoke.ts";
import { configOf, type DeployTarget, deployTarget, publicUrlOf } from "./deploy/target.ts";
import { readArguments } from "./lib/arguments.ts";
import { CommandError, giveUp } from "./lib/project.ts";
import { trailBucketOf } from "./state/worker-options.ts";

const usage = "Usage: npm run deploy -- [--env production|staging] [--test] [--wait SECONDS] [--dry-run]";

const options = {
  env: { type: "string" },
  test: { type: "boolean", default: false },
  wait: { type: "string", default: "60" },
  "dry-run": { type: "boolean", default: false },
} as const;

const readRequest = () =>
  readArguments(usage, { options }, ({ values: { env, test, wait, "dry-run": dryRun } }) => {
    if (!/^\d{1,4}$/.test(wait)) throw new Error("--wait must be a number of seconds.");
    return { target: deployTarget(env), test, waitMs: Number(wait) * 1000, dryRun };
  });

async function deploy(): Promise<void> {
  const { target, test, waitMs, dryRun } = readRequest();
  const commands = createCommands(dryRun);
  const config = configOf(target);
  const address = publicUrlOf(config) || "https://(PUBLIC_URL)";
  // Such a worker would answer every request with 503.
  if (publicUrlOf(config) === "") {
    const missing = `PUBLIC_URL of ${target.name} is empty in wrangler.toml: ${setUp(target)} first.`;
    if (!dryRun) throw new CommandError(missing);
    commands.say(missing);
  }
  const fault = assetsFault(config, target.name);
  if (fault) {
    if (!dryRun) throw new CommandError(fault);
    commands.say(fault);
  }
  await expectOnePlace(commands, target, config);
  await warnOfChanges(commands);
  await commands.run(["npm", "run", "-s", "typecheck"]);
  if (test) await commands.run(["npm", "test"]);
  // The new code needs the new tables, and the code that is still deployed works with them
  // (docs/deploy.md).
  for (const { binding } of config.d1_databases)
    await commands.run(["wrangler", "d1", "migrations", "apply", binding, "--remote", target.flag]);
  await commands.run(["wrangler", "deploy", target.flag]);
  // The first build of a Deploy to Cloudflare button comes before its owner can give the worker a
  // domain.
  if (process.env.WORKERS_CI) return commands.say(`Once ${address} leads to the worker, look at ${address}/health.`);
  await smoke(commands, address, waitMs);
}

/**
 * The archive has the rows of the database, so it must be in the same jurisdiction. Neither can
 * move later. A database may be in one that JURISDICTION does not name
 * (docs/deploy.md#jurisdiction).
 */
async function expectOnePlace({ read, say }: Commands, target: DeployTarget, config: Config): Promise<void> {
  const bucket = trailBucketOf(config);
  const [database] = config.d1_databases;
  if (!bucket || !database) return;
  const name = database.database_name ?? database.binding;
  const info = await read(["wrangler", "d1", "info", name, "--json", target.flag]);
  const there = info?.code === 0 ? /"jurisdiction": "(\w+)"/.exec(info.stdout)?.[1] : undefined;
  const wanted = there ?? String(config.vars.JURISDICTION ?? "");
  if ((bucket.jurisdiction ?? "") === wanted) return;
  const placeOf = (jurisdiction: string | undefined) => jurisdiction || "no jurisdiction";
  const fault =
    `The bucket ${bucket.bucket_name} is in ${placeOf(bucket.jurisdiction)}, and the database in ${placeOf(wanted)}: ` +
    "bind one that is in the same as TRAIL (docs/audit.md#the-archive).";
  if (info) throw new CommandError(fault);
  say(fault);
}

const setUp = ({ name }: DeployTarget): string => `npm run setup${name === "staging" ? " -- --env staging" : ""}`;

/**
 * Whatever is deployed should be found again in the history, but an urgent repair must not wait for
 * a commit.
 */
async function warnOfChanges({ read, say }: Commands): Promise<void> {
  const status = await read(["git", "status", "--porcelain"]).catch(() => undefined);
  if (status?.code === 0 && status.stdout !== "")
    say(`Warning: this is deployed without being committed:\n${status.stdout.trimEnd()}`);
}

await deploy().catch(giveUp);
