// Builds the benchmark's own workers with esbuild, and serves them and the service.
import { cpSync, mkdirSync } from "node:fs";
import { build } from "esbuild";
import { inProject } from "../../scripts/lib/project.ts";
import { buildPages } from "../../scripts/pages/assets.ts";
import { builtWorker } from "../../scripts/serve/build.ts";
import { type RunningServer, startServer } from "../../scripts/serve/start-server.ts";

/** Each with its source. */
const SOURCES = {
  floor: "bench/floor/worker.ts",
  empty: "bench/floor/empty.ts",
  counted: "bench/counted/service.ts",
  "counted-floor": "bench/counted/floor.ts",
  filler: "bench/counted/filler.ts",
} as const;

type OwnWorker = keyof typeof SOURCES;
/** "other" is a built worker of another version of the service. */
export type WorkerName = OwnWorker | "service" | "other";

const folder = inProject("dist/bench");

export const scriptOf = (worker: WorkerName): string => (worker === "service" ? builtWorker : `${folder}/${worker}.js`);

/** Nothing of this is a source of the deployed worker, so wrangler is not asked. */
export async function buildWorkers(names: readonly OwnWorker[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await buildPages();
  // The files of the service are looked for beside its worker.
  cpSync(inProject("dist/assets"), `${folder}/assets`, { recursive: true });
  await build({
    absWorkingDir: inProject("."),
    entryPoints: names.map((name) => ({ in: inProject(SOURCES[name]), out: name })),
    outdir: folder,
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    logLevel: "warning",
  });
}

/**
 * All alike, and without the crons of `npm run serve`, which would fall into turns of the service.
 */
export const serve = (
  worker: WorkerName,
  state: string,
  env: Record<string, string>,
  built = scriptOf(worker),
): Promise<RunningServer> =>
  startServer({ state, env: { ...env, BENCH_WORKER: built }, script: inProject("bench/serve.ts") });
