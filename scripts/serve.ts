// npm run serve -- --port N --state DIR
// Serves the built worker on 127.0.0.1 with D1 and Durable Objects kept in DIR. Prints `ready http://127.0.0.1:N` on stdout
// when it takes requests; all else goes to stderr. Settings come from the environment under their wrangler.toml names;
// a MASTER_KEY that is not given is made in DIR.
// What it does not do: watch files, or stand between client and worker (workerd listens on the port itself).
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { buildWhenNeeded } from "./lib/build.ts";
import { runCrons } from "./lib/cron.ts";
import { guardWorkerd } from "./lib/guard.ts";
import { lockFolder } from "./lib/lock.ts";
import { makeMasterKey, withMasterKey } from "./lib/master-key.ts";
import { migrate } from "./lib/migrate.ts";
import { freePort, host } from "./lib/port.ts";
import { giveUp, Refusal } from "./lib/project.ts";
import { stopWorkerd, Warnings } from "./lib/stop.ts";
import { sweepEmptyObjects } from "./lib/sweep.ts";
import { miniflareOptions, readConfig, settings } from "./lib/worker-options.ts";

/** How long a start waits for its first cron, which may have much to do and goes on by itself. */
const firstCronMs = 20_000;

const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** `--port` (0 picks one) and `--state` as an absolute path. */
function readArguments(): { port: number; folder: string } {
  const usage = "Usage: npm run serve -- --port N --state DIR";
  try {
    const { values } = parseArgs({ options: { port: { type: "string" }, state: { type: "string" } } });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port ?? "") || port > 65_535) throw new Error("--port must be a number from 0 to 65535.");
    if (!values.state) throw new Error("--state must name a folder.");
    return { port, folder: resolve(values.state) };
  } catch (error) {
    throw new Refusal(`${(error as Error).message} ${usage}`, 2);
  }
}

/** The worker says itself whether its settings are good, and whether its keys are those of the database. */
async function checkHealth(origin: string): Promise<void> {
  const response = await fetch(new URL("/health", origin), { signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  if (!response.ok) throw new Refusal(problemIn(text) || `The worker answers ${response.status} to GET /health.`);
}

/** A bad setting is told as text, all else as `message` in JSON. */
function problemIn(text: string): string {
  try {
    return JSON.parse(text).message;
  } catch {
    return text;
  }
}

/** Between the choice of a free port and its use by workerd, another program may take it. Then another one is chosen. */
async function listen(
  asked: ReturnType<typeof readArguments>,
  config: ReturnType<typeof readConfig>,
  env: NodeJS.ProcessEnv,
  log: Warnings,
  tries = 5,
): Promise<{ mf: Miniflare; port: number }> {
  const port = await freePort(asked.port);
  const options = miniflareOptions(config, settings(config, `http://${host}:${port}`, env), port, asked.folder);
  const mf = new Miniflare(convertV4MiniflareOptions({ ...options, log }));
  try {
    await mf.ready;
    return { mf, port };
  } catch (error) {
    await mf.dispose().catch(() => {});
    const isTaken = (error as { code?: string }).code === "ERR_ADDRESS_IN_USE";
    if (asked.port !== 0 || !isTaken || tries === 1) throw error;
    return listen(asked, config, env, log, tries - 1);
  }
}

async function serve(): Promise<void> {
  const asked = readArguments();
  const { folder } = asked;
  lockFolder(folder);
  await buildWhenNeeded();
  process.umask(0o077); // from here on only the state folder is written to, by this process and by workerd
  makeMasterKey(folder, process.env);
  sweepEmptyObjects(folder);
  guardWorkerd(folder);
  const config = readConfig();
  const name = config.name as string;
  const warnings = new Warnings();
  const { mf, port } = await listen(asked, config, withMasterKey(folder, process.env), warnings);
  const origin = `http://${host}:${port}`;
  await migrate(mf, config);
  await checkHealth(origin);
  const crons = config.triggers.crons ?? [];
  const runCron = async (cron: string, scheduledTime: Date) =>
    (await mf.getWorker(name)).scheduled({ cron, scheduledTime });
  // Once now, for what came due while no server ran, and because what it warns of is best read at a start.
  for (const cron of crons) {
    const run = runCron(cron, new Date()).catch((error) => console.error(`cron "${cron}":`, error));
    await Promise.race([run, sleep(firstCronMs, undefined, { ref: false })]);
  }
  const stopCrons = runCrons(crons, runCron);

  let stopping = false;
  const stop = async () => {
    // npm passes on the signals it gets, so one Ctrl-C may come twice.
    if (stopping) return;
    stopping = true;
    stopCrons();
    await stopWorkerd(mf, warnings, port, folder);
    process.exit(0);
  };
  for (const signal of signals) {
    // Miniflare's own handler kills workerd in the middle of a request.
    process.removeAllListeners(signal);
    process.on(signal, () => stop().catch(giveUp));
  }
  // npm, or a program that uses start-server.ts, may be killed without passing it on: then we are somebody else's child.
  const { npm_lifecycle_event, SERVE_WITH_PARENT } = process.env;
  if (npm_lifecycle_event || SERVE_WITH_PARENT) {
    setInterval(() => process.ppid !== parent && stop().catch(giveUp), 200);
  }

  process.stdout.write(`ready ${origin}\n`);
}

const parent = process.ppid;
// Whatever a library prints goes to stderr.
console.log = console.error;
// Whoever read our messages may be gone; that is no reason to stop in the middle of a request.
process.stderr.on("error", () => {});
// Until it serves, a signal just ends it; `exit` handlers end what was started.
for (const signal of signals) process.on(signal, () => process.exit(1));
await serve().catch(giveUp);
