// npm run serve -- --port N --state DIR
// Serves the built worker on 127.0.0.1 with D1 and Durable Objects kept in DIR. Prints `ready http://127.0.0.1:N` on stdout
// when it takes requests; all else goes to stderr. Settings come from the environment under their wrangler.toml names;
// if MASTER_KEY is not given, it makes one in DIR.
// It does not watch files or stand between client and worker: workerd listens on the port itself.
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

/** A start waits this long for the first run of cron, which may have much to do and then continues by itself. */
const firstCronMs = 20_000;

const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** Reads `--port` (0 picks a free one), and `--state` as an absolute path. */
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

/** Asks the worker itself whether its settings are valid and its keys are those of the database. */
async function checkHealth(origin: string): Promise<void> {
  const response = await fetch(new URL("/health", origin), { signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  if (!response.ok) throw new Refusal(problemIn(text) || `The worker answers ${response.status} to GET /health.`);
}

/** The worker reports a bad setting as text, and any other problem as `message` in JSON. */
function problemIn(text: string): string {
  try {
    return JSON.parse(text).message;
  } catch {
    return text;
  }
}

/** Another program may take a free port before workerd uses it. Then this chooses another one. */
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
  process.umask(0o077); // from here on, this process and workerd write to the state folder only
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
  // Work may have come due while no server ran, so every cron runs once now. Its warnings are best read at a start, too.
  for (const cron of crons) {
    const run = runCron(cron, new Date()).catch((error) => console.error(`cron "${cron}":`, error));
    await Promise.race([run, sleep(firstCronMs, undefined, { ref: false })]);
  }
  const stopCrons = runCrons(crons, runCron);

  let stopping = false;
  const stop = async () => {
    // npm passes on its signals, so one Ctrl-C may arrive twice.
    if (stopping) return;
    stopping = true;
    stopCrons();
    await stopWorkerd(mf, warnings, port, folder);
    process.exit(0);
  };
  for (const signal of signals) {
    // Miniflare's own handler would kill workerd in the middle of a request.
    process.removeAllListeners(signal);
    process.on(signal, () => stop().catch(giveUp));
  }
  // If npm, or a program that uses start-server.ts, is killed, no signal comes here. Our parent then changes, so watch for that.
  const { npm_lifecycle_event, SERVE_WITH_PARENT } = process.env;
  if (npm_lifecycle_event || SERVE_WITH_PARENT) {
    setInterval(() => process.ppid !== parent && stop().catch(giveUp), 200);
  }

  process.stdout.write(`ready ${origin}\n`);
}

const parent = process.ppid;
// Libraries must not print into our output, so their log goes to stderr.
console.log = console.error;
// If the reader of stderr is gone, writing fails. That must not end a request that is running.
process.stderr.on("error", () => {});
// Until the server is ready, a signal simply exits, and the `exit` handlers end the processes that were started.
for (const signal of signals) process.on(signal, () => process.exit(1));
await serve().catch(giveUp);
