// Serves a built worker on 127.0.0.1 with D1 and Durable Objects kept in a folder, for `npm run
// serve`, and for the benchmark, whose own workers must not be served in any other way. Prints
// `ready http://127.0.0.1:N` on stdout when it takes requests; all else goes to stderr. It does not
// watch files or stand between client and worker: workerd listens on the port itself.
import { resolve } from "node:path";
import type { Miniflare } from "miniflare";
import { portIn, readArguments } from "../lib/arguments.ts";
import { giveUp } from "../lib/project.ts";
import { lockFolder } from "../state/lock.ts";
import { makeMasterKey } from "../state/master-key.ts";
import { migrate } from "../state/migrate.ts";
import {
  type Config,
  mappedDatabases,
  readWranglerToml,
  withDatabases,
  withQueue,
  withTrail,
} from "../state/worker-options.ts";
import { guardWorkerd } from "./guard.ts";
import { listen, type PortAndFolder } from "./listen.ts";
import { passOnWarnings, stopWorkerd } from "./stop.ts";
import { sweepEmptyObjects } from "./sweep.ts";

export interface ServedWorker {
  readonly mf: Miniflare;
  readonly config: Config;
  readonly origin: string;
}

interface Program {
  /**
   * Gives the path of the worker's script. It runs under the folder's lock, before anything is
   * written to the folder.
   */
  readonly build: () => Promise<string>;
  /**
   * Runs when the worker takes requests, before `ready` is printed. The returned function runs when
   * the server stops.
   */
  readonly begin?: (served: ServedWorker) => Promise<() => void>;
}

const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;
const parent = process.ppid;

/** Serves until a signal comes. A refusal ends the process with one line. */
export async function serveWorker(program: Program, usage: string): Promise<void> {
  // Libraries must not print into our output, so their log goes to stderr.
  console.log = console.error;
  // If the reader of stderr is gone, writing fails. That must not end a request that is running.
  process.stderr.on("error", () => {});
  // Until the server is ready, a signal simply exits, and the `exit` handlers end the processes
  // that were started.
  for (const signal of signals) process.on(signal, () => process.exit(1));
  await serve(program, usage).catch(giveUp);
}

async function serve({ build, begin }: Program, usage: string): Promise<void> {
  const place = readPlace(usage);
  const { folder } = place;
  lockFolder(folder);
  const script = await build();
  process.umask(0o077); // from here on, this process and workerd write to the state folder only
  makeMasterKey(folder, process.env);
  sweepEmptyObjects(folder);
  guardWorkerd(folder);
  const wrangler = readWranglerToml();
  const { EVENTS_QUEUE, TRAIL } = process.env;
  const databases = withDatabases(wrangler, mappedDatabases(wrangler, process.env));
  const config = withTrail(withQueue(databases, EVENTS_QUEUE), TRAIL);
  const log = passOnWarnings();
  migrate(folder, config);
  const { mf, port, origin } = await listen(place, { config, script, logs: { log }, env: process.env });
  const end = await begin?.({ mf, config, origin });

  let stopping = false;
  const stop = async () => {
    // npm passes on its signals, so one Ctrl-C may arrive twice.
    if (stopping) return;
    stopping = true;
    end?.();
    await stopWorkerd(mf, log, port, folder);
    process.exit(0);
  };
  for (const signal of signals) {
    // Miniflare's own handler would kill workerd in the middle of a request.
    process.removeAllListeners(signal);
    process.on(signal, () => stop().catch(giveUp));
  }
  // If npm, or a program that uses start-server.ts, is killed, no signal comes here. Our parent
  // then changes, so watch for that.
  const { npm_lifecycle_event, SERVE_WITH_PARENT } = process.env;
  if (npm_lifecycle_event || SERVE_WITH_PARENT) {
    setInterval(() => process.ppid !== parent && stop().catch(giveUp), 200);
  }
  process.stdout.write(`ready ${origin}\n`);
}

/** Reads `--port` (0 picks a free one), and `--state` as an absolute path. */
const readPlace = (usage: string): PortAndFolder =>
  readArguments(usage, { options: { port: { type: "string" }, state: { type: "string" } } }, ({ values }) => {
    const port = portIn(values.port ?? "");
    if (!values.state) throw new Error("--state must name a folder.");
    return { port, folder: resolve(values.state) };
  });
