// Serves a worker of the benchmark, or the service, as `npm run serve` does but for the crons:
// --port N --state DIR, and in the environment BENCH_WORKER, the path of its built script.
import { serveWorker } from "../scripts/serve/serve-worker.ts";

await serveWorker({ build: async () => process.env.BENCH_WORKER ?? "" }, "Usage: --port N --state DIR");
