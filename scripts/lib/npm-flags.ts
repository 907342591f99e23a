// `npm run setup --dry-run` would make a real database: npm keeps each flag in front of `--` to
// itself, and all that reaches the command is npm_config_dry_run in its environment. So a command
// that finds one of its options there, and not among its arguments, does nothing.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { CommandError, inProject } from "./project.ts";

/** Options that npm reads as something else: `--apply` as its -a -p -p -l -y. */
const READ_BY_NPM_AS: Readonly<Record<string, string>> = {
  alg: "long",
  app: "parseable",
  apply: "parseable",
  as: "all",
  replace: "replace_registry_host",
};

type Options = Readonly<Record<string, { readonly type?: string }>>;

/** @throws CommandError if npm has kept one of these options. */
export function refuseFlagsOfNpm(options: Options, args: readonly string[] = process.argv.slice(2)): void {
  const { npm_lifecycle_event: command, npm_lifecycle_script: script = "", npm_config_user_agent } = process.env;
  // Others hand all flags on, and what such a command starts has flags of its own.
  if (!npm_config_user_agent?.startsWith("npm/") || !script.includes(basename(process.argv[1] ?? ""))) return;
  const missing = Object.keys(options).filter((name) => !args.some((arg) => arg.split("=")[0] === `--${name}`));
  const inEnvironment = missing.filter((name) => process.env[keyOf(name)]);
  if (inEnvironment.length === 0) return;
  const otherwise = withoutCommandLine(inEnvironment.map(keyOf));
  const kept = inEnvironment.filter((name) => otherwise(keyOf(name)) !== process.env[keyOf(name)]);
  if (kept.length === 0) return;
  const flags = kept.map((name) => (options[name]?.type === "string" ? `--${name} …` : `--${name}`)).join(" ");
  throw new CommandError(
    `npm keeps ${flags} to itself, so nothing was done: write \`npm run ${command} -- ${flags}\`, with -- before all arguments.`,
    2,
  );
}

const keyOf = (name: string): string => `npm_config_${READ_BY_NPM_AS[name] ?? name.replaceAll("-", "_")}`;

/**
 * What npm takes from its files and its own environment: a `yes=true` in somebody's .npmrc is not a
 * flag of ours. npm itself is asked, and only when one of these keys is set.
 */
function withoutCommandLine(keys: readonly string[]): (key: string) => string | undefined {
  const { npm_execpath = "", npm_node_execpath = process.execPath } = process.env;
  const own = environmentOf(process.ppid);
  const env = { ...process.env, ...Object.fromEntries(keys.map((key) => [key, own.get(key)])) };
  const names = keys.map((key) => key.slice("npm_config_".length).replaceAll("_", "-"));
  // Of a single name npm prints the value alone.
  const command = [npm_execpath, "config", "get", ...names, "loglevel"];
  const { stdout } = spawnSync(npm_node_execpath, command, { cwd: inProject("."), env, encoding: "utf8" });
  const values = pairsIn(stdout ?? "", "\n");
  return (key) => values.get(names[keys.indexOf(key)] ?? "");
}

/**
 * With what a process was started, on Linux. Elsewhere, an exported npm_config_yes counts as
 * `--yes`.
 */
function environmentOf(pid: number): ReadonlyMap<string, string> {
  try {
    return pairsIn(readFileSync(`/proc/${pid}/environ`, "utf8"), "\0");
  } catch {
    return new Map();
  }
}

const pairsIn = (text: string, separator: string): ReadonlyMap<string, string> =>
  new Map(text.split(separator).map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
