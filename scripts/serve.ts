// npm run serve -- --port N --state DIR Serves the service on 127.0.0.1 with D1 and Durable Objects
// kept in DIR, as ./serve/serve-worker.ts does. Settings come from the environment under their
// wrangler.toml names; if MASTER_KEY is not given, it makes one in DIR.
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "./lib/project.ts";
import { buildWhenNeeded, builtWorker } from "./serve/build.ts";
import { runCrons } from "./serve/cron.ts";
import { type ServedWorker, serveWorker } from "./serve/serve-worker.ts";
import { keeper } from "./state/worker-options.ts";

/**
 * A start waits this long for the first run of cron, which may have much to do and then continues
 * by itself.
 */
const firstCronMs = 20_000;

async function build(): Promise<string> {
  await buildWhenNeeded();
  return builtWorker;
}

async function begin({ mf, config, origin }: ServedWorker): Promise<() => void> {
  await checkHealth(origin);
  const crons = config.triggers.crons ?? [];
  const crontab = await mf.unsafeGetDirectURL(keeper);
  const runCron = async (cron: string, due: Date) => {
    const query = new URLSearchParams({ cron, due: String(due.getTime()) });
    const response = await fetch(new URL(`?${query}`, crontab));
    const text = await response.text();
    if (!response.ok) throw new Error(text);
  };
  // Work may have come due while no server ran, so every cron runs once now. Its warnings are best
  // read at a start, too.
  for (const cron of crons) {
    const run = runCron(cron, new Date()).catch((error) => console.error(`cron "${cron}":`, error));
    await Promise.race([run, sleep(firstCronMs, undefined, { ref: false })]);
  }
  return runCrons(crons, runCron);
}

/** Asks the worker itself whether its settings are valid and its keys are those of the database. */
async function checkHealth(origin: string): Promise<void> {
  const response = await fetch(new URL("/health", origin), { signal: AbortSignal.timeout(30_000) });
  const text = await response.text();
  if (!response.ok) throw new CommandError(problemIn(text) || `The worker answers ${response.status} to GET /health.`);
}

/** The worker reports a bad setting as text, and any other problem as `message` in JSON. */
function problemIn(text: string): string {
  try {
    return JSON.parse(text).message;
  } catch {
    return text;
  }
}

await serveWorker({ build, begin }, "Usage: npm run serve -- --port N --state DIR");
