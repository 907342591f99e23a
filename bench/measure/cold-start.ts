// What a start takes: from the start of workerd to the first reply, for the service and for a
// worker without a program, in turns. What is more than that one's is the service's own: reading
// and compiling the bundle, running its modules, building the app.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { builtWorker } from "../../scripts/serve/build.ts";
import { readWranglerToml, settings } from "../../scripts/state/worker-options.ts";
import type { ByStart } from "../report/interval.ts";
import { rounded } from "../report/numbers.ts";
import { BARE_PATH } from "../steps/bare.ts";
import { CpuClock } from "./process.ts";
import { settingsOfRun } from "./site.ts";
import { scriptOf } from "./workers.ts";

export interface ColdStart {
  readonly emptyMs: readonly number[];
  readonly serviceMs: readonly number[];
  /** The CPU that the service's start takes, by the empty worker's of the same turn. */
  readonly ratios: ByStart;
  readonly bundleBytes: number;
  readonly bundleGzipBytes: number;
}

export async function measureColdStart(times: number): Promise<ColdStart> {
  const folder = mkdtempSync(join(tmpdir(), "tiqr-edge-start-"));
  try {
    const turns: { empty: Start; service: Start }[] = [];
    for (let time = 0; time < times; time++)
      turns.push({ empty: await start(folder, "empty"), service: await start(folder, "service") });
    const bundle = readFileSync(builtWorker);
    return {
      emptyMs: turns.map(({ empty }) => empty.ms),
      serviceMs: turns.map(({ service }) => service.ms),
      ratios: turns.map(({ empty, service }) => [rounded(service.cpuMs / empty.cpuMs)]),
      bundleBytes: bundle.length,
      bundleGzipBytes: gzipSync(bundle).length,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Start {
  readonly ms: number;
  readonly cpuMs: number;
}

/** Threads tell what they have run when they rest. */
const SETTLE_MS = 40;

async function start(folder: string, worker: "empty" | "service"): Promise<Start> {
  const file = join(folder, `${worker}.capnp`);
  writeFileSync(file, configOf(worker));
  writeFileSync(join(folder, `${worker}.js`), readFileSync(scriptOf(worker)));
  const workerd = createRequire(createRequire(import.meta.url).resolve("miniflare"))("workerd").default as string;
  const begun = performance.now();
  const child = spawn(workerd, ["serve", file, "--control-fd=3"], { stdio: ["ignore", "ignore", "inherit", "pipe"] });
  try {
    const control = child.stdio[3] as NodeJS.ReadableStream;
    const port = await new Promise<number>((resolve, reject) => {
      control.once("data", (text) => resolve(JSON.parse(String(text)).port));
      child.once("exit", () => reject(new Error(`workerd did not start with ${worker}`)));
    });
    const response = await fetch(`http://127.0.0.1:${port}${BARE_PATH}`);
    if (response.status !== 200) throw new Error(`${worker} answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
    const ms = rounded(performance.now() - begun);
    await sleep(SETTLE_MS);
    return { ms, cpuMs: new CpuClock(child.pid ?? 0).readMs() };
  } finally {
    child.removeAllListeners("exit").kill("SIGKILL");
  }
}

/**
 * A workerd of its own with the service's settings. The route needs no database and no objects, so
 * there are none.
 */
function configOf(worker: "empty" | "service"): string {
  const config = readWranglerToml();
  const values = worker === "empty" ? {} : settings(config, "http://127.0.0.1", settingsOfRun().env);
  const bindings = Object.entries(values).map(
    ([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "index.js", esModule = embed "${worker}.js")],
    compatibilityDate = ${JSON.stringify(config.compatibility_date)},
    bindings = [${bindings.join(", ")}],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;
}
