// npm run setup -- [--env production|staging] [--name NAME] [--url URL] [--jurisdiction eu|us|none]
// [--archive yes|no] [--admin NAME|none] [--dry-run] Makes what a deployment needs, once: the
// database with its jurisdiction, its id and the address in wrangler.toml, the bucket for the
// archive of the trail, and the secrets. Run again it leaves alone what is there. `--dry-run`
// prints each command and each line that it would write, and does neither.
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Unstable_Config as Config } from "wrangler";
import type { Setting } from "../src/config/kinds.ts";
import { SETTINGS } from "../src/config/table.ts";
import { passwordFault } from "../src/core/admin/accounts/password.ts";
import { readAnswers } from "./deploy/answers.ts";
import { type Commands, createCommands } from "./deploy/commands.ts";
import { configOf, type DeployTarget } from "./deploy/target.ts";
import { tomlText, withTable, withValue } from "./deploy/toml-text.ts";
import { CommandError, giveUp, inProject } from "./lib/project.ts";
import { readPassword } from "./lib/read-password.ts";
import { trailBucketOf } from "./state/worker-options.ts";

type Place = Parameters<typeof withValue>[1];

async function setup(): Promise<void> {
  const answers = await readAnswers(process.argv.slice(2));
  const { target, publicUrl, displayName } = answers;
  const commands = createCommands(answers.dryRun);
  const config = configOf(target);
  await makeDatabase(commands, target, config, answers.jurisdiction);

  const vars = { table: `[${target.prefix}vars]` };
  write(commands, vars, "PUBLIC_URL", tomlText(publicUrl));
  write(commands, { ...vars, after: "PUBLIC_URL = " }, "TIQR_SERVICE_DISPLAY_NAME", tomlText(displayName));
  write(commands, { ...vars, after: "PUBLIC_URL = " }, "JURISDICTION", tomlText(answers.jurisdiction));
  writeAddress(commands, target, config, new URL(publicUrl).hostname);
  if (answers.archives) await makeTrailBucket(commands, target, config, answers.jurisdiction);

  await putSecrets(commands, target, answers.administrator);
  const env = target.name === "staging" ? " -- --env staging" : "";
  commands.say(`Next: npm run deploy${env}`);
}

async function makeDatabase(
  commands: Commands,
  target: DeployTarget,
  config: Config,
  jurisdiction: string,
): Promise<void> {
  const first = config.d1_databases[0];
  const name = first?.database_name;
  if (name === undefined) throw new CommandError(`wrangler.toml has no database for ${target.name}.`);
  if (first?.database_id) return commands.say(`${name} has an id in wrangler.toml, so no database is made.`);
  const output = await commands.read([
    ...["wrangler", "d1", "create", name],
    ...(jurisdiction === "" ? [] : ["--jurisdiction", jurisdiction]),
  ]);
  const id =
    output === undefined ? "(the id that it prints)" : /database_id\W+([0-9a-f-]{36})/.exec(output.stdout)?.[1];
  if (output && (output.code !== 0 || id === undefined))
    throw new CommandError(`No database was made: ${output.stderr || output.stdout}`);
  const place = { table: `[[${target.prefix}d1_databases]]`, beside: 'binding = "DB"', after: "database_name = " };
  write(commands, place, "database_id", tomlText(id ?? ""));
}

/** The bucket of the trail. It is in the place of the database, for good. */
async function makeTrailBucket(
  commands: Commands,
  target: DeployTarget,
  config: Config,
  jurisdiction: string,
): Promise<void> {
  const { say } = commands;
  const bound = trailBucketOf(config)?.bucket_name;
  if (bound) return say(`${bound} is bound as TRAIL in wrangler.toml, so no bucket is made.`);
  const bucket = `${config.name}-trail`;
  const place = jurisdiction === "" ? [] : ["--jurisdiction", jurisdiction];
  const output = await commands.read(["wrangler", "r2", "bucket", "create", bucket, ...place]);
  // An earlier run may have ended before it wrote the binding.
  if (output && output.code !== 0 && !/\[code: 10004\]/.test(output.stdout + output.stderr))
    throw new CommandError(`No bucket was made (--archive no does without): ${output.stderr || output.stdout}`);
  const header = `[[${target.prefix}r2_buckets]]`;
  const values = { binding: "TRAIL", bucket_name: bucket, ...(jurisdiction === "" ? {} : { jurisdiction }) };
  for (const [key, value] of Object.entries(values)) say(`wrangler.toml, ${header}: ${key} = ${tomlText(value)}`);
  if (!commands.dryRun) replaceToml(withTable(readFileSync(inProject("wrangler.toml"), "utf8"), header, values));
  say(`So that nobody who deploys can change or delete what is in it (docs/audit.md#a-lock):`);
  say(`npx ${lockCommand(bucket, config, place).join(" ")}`);
}

/** Rows have left the database by then, and are removed from the bucket only after it. */
function lockCommand(bucket: string, { vars }: Config, place: readonly string[]): readonly string[] {
  const daysOf = ({ name, default: otherwise }: Setting<number>) => Number(vars[name] ?? otherwise);
  const retention = daysOf(SETTINGS.auditRetentionMs);
  const time =
    retention === 0
      ? ["--retention-indefinite"]
      : ["--retention-days", String(retention - daysOf(SETTINGS.auditDatabaseMs))];
  return ["wrangler", "r2", "bucket", "lock", "add", bucket, "trail", '""', ...time, ...place];
}

/**
 * Without a route the worker would have no address at all. Routes that a person has chosen stay.
 */
function writeAddress(commands: Commands, target: DeployTarget, config: Config, host: string): void {
  if (config.routes?.length) return;
  const table = target.prefix === "" ? "" : `[${target.prefix.slice(0, -1)}]`;
  const isOfCloudflare = host.endsWith(".workers.dev");
  if (!isOfCloudflare) write(commands, { table }, "routes", `[{ pattern = ${tomlText(host)}, custom_domain = true }]`);
  else if (!config.workers_dev) write(commands, { table, after: "name = " }, "workers_dev", "true");
}

function write({ say, dryRun }: Commands, place: Place, key: string, value: string): void {
  const file = inProject("wrangler.toml");
  const after = withValue(readFileSync(file, "utf8"), place, key, value);
  const where = place.table === "" ? "" : `, ${place.table}`;
  if (after === undefined)
    throw new CommandError(`wrangler.toml${where} has no place for ${key}: add ${key} = ${value} there.`);
  say(`wrangler.toml${where}: ${key} = ${value}`);
  if (!dryRun) replaceToml(after);
}

function replaceToml(text: string): void {
  const file = inProject("wrangler.toml");
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/**
 * A second MASTER_KEY over the first would make every stored secret useless, so a name that is
 * there is left alone.
 */
async function putSecrets(commands: Commands, target: DeployTarget, administrator: string): Promise<void> {
  const there = await secretsOf(commands, target);
  const put = (name: string, shownAs: string, value: () => Promise<string> | string) =>
    commands.run(["wrangler", "secret", "put", name, target.flag], { shownAs, value });
  if (there.includes("MASTER_KEY")) commands.say("MASTER_KEY is set already, and stays as it is.");
  else {
    const file = `.master-key.${target.name}`;
    await put("MASTER_KEY", "base64 of 32 random bytes", () => makeKey(inProject(file)));
    if (!commands.dryRun)
      commands.say(
        `The only copy of MASTER_KEY that can be read is in ${file}: move it to where a lost laptop does not matter.`,
      );
  }
  if (administrator === "" || there.includes("BOOTSTRAP_ADMIN")) return;
  await put("BOOTSTRAP_ADMIN", `${administrator}:password`, async () => {
    const password = await readPassword(administrator);
    const fault = passwordFault(administrator, password);
    if (fault) throw new CommandError(`The password ${fault}.`);
    return `${administrator}:${password}`;
  });
}

async function secretsOf(commands: Commands, target: DeployTarget): Promise<readonly string[]> {
  const listed = await commands.read(["wrangler", "secret", "list", target.flag]);
  if (listed === undefined) return [];
  if (listed.code === 0) return (JSON.parse(listed.stdout) as { name: string }[]).map(({ name }) => name);
  // `secret put` makes the worker. Any other failure might hide a MASTER_KEY, which must not be
  // replaced.
  if (/Worker ".*" not found/.test(listed.stdout + listed.stderr)) return [];
  throw new CommandError(`The secrets cannot be listed, so none is set: ${listed.stderr || listed.stdout}`);
}

/**
 * A key that is lost before it is put, or after, cannot be had again. So it is on the disk first,
 * and one that is there is used.
 */
function makeKey(file: string): string {
  try {
    writeFileSync(file, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8").trim();
}

await setup().catch(giveUp);
