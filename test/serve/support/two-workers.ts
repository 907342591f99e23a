// A worker whose Durable Objects run the code of another one, as for some minutes after a
// deployment (docs/deploy.md#updating). The objects note which of their methods are called.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Miniflare, V4MiniflareOptions } from "miniflare";
import { freePort, host } from "../../../scripts/lib/port.ts";
import { Service } from "../../../scripts/lib/service-client.ts";
import { migrate } from "../../../scripts/state/migrate.ts";
import { loadMiniflare } from "../../../scripts/state/miniflare.ts";
import { miniflareOptions, readWranglerToml, settings } from "../../../scripts/state/worker-options.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { MASTER_KEY } from "./state.ts";

const OBJECTS = "objects";
/** The platform calls these, whatever a release has. */
const OF_THE_PLATFORM = ["constructor", "fetch", "alarm", "webSocketMessage", "webSocketClose", "webSocketError"];

/** The classes of the bundle, each of whose methods says that it is called. */
const recorded = (classes: readonly string[]) => `
import * as all from "./index.js";
const called = new Set();
const methods = [];
function noting(name) {
  const Noting = class extends all[name] {};
  for (const method of Object.getOwnPropertyNames(all[name].prototype)) {
    if (${JSON.stringify(OF_THE_PLATFORM)}.includes(method)) continue;
    methods.push(name + "." + method);
    Noting.prototype[method] = function (...args) {
      called.add(name + "." + method);
      return all[name].prototype[method].apply(this, args);
    };
  }
  return Noting;
}
${classes.map((name) => `export const ${name} = noting("${name}");`).join("\n")}
export default { fetch: () => Response.json({ methods, uncalled: methods.filter((name) => !called.has(name)) }) };
`;

export interface TwoWorkers {
  readonly service: Service;
  /** What answered with 5xx, or threw. */
  readonly faults: string[];
  readonly fetch: typeof fetch;
  readonly db: Awaited<ReturnType<Miniflare["getD1Database"]>>;
  /** What a request does that has written into the trail, once it knows of an endpoint. */
  ring(): Promise<void>;
  cron(): Promise<void>;
  methods(): Promise<{ readonly methods: string[]; readonly uncalled: string[] }>;
}

/** Runs `work` over the worker of one bundle with the objects of another. */
export async function withTwoWorkers(
  bundles: { readonly worker: string; readonly objects: string },
  work: (two: TwoWorkers) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "two-workers-"));
  const [config, port] = [readWranglerToml(), await freePort(0)];
  const origin = `http://${host}:${port}`;
  const bindings = settings(config, origin, {
    MASTER_KEY,
    BOOTSTRAP_ADMIN: `root:${ADMIN_PASSWORD}`,
    PIN_ITERATIONS: "1000",
    RATE_LIMITS: "off",
    WEBHOOK_ALLOW_PRIVATE: "on",
    CIBA: "on",
    // The settings of a release go with its code, and not every release knows "local".
    TRUSTED_PROXY: "on",
  });
  const options = miniflareOptions(config, bindings, port, folder, bundles.worker);
  // biome-ignore lint/suspicious/noExplicitAny: miniflare's types of its earlier options
  const [worker, ...others] = (options as any).workers;
  const queue = { queueProducers: { EVENTS_QUEUE: { queueName: "bell" } } };
  const classes = Object.values(worker.durableObjects as Record<string, { className: string }>);
  const remote = Object.entries(worker.durableObjects as Record<string, object>).map(([name, one]) => [
    name,
    { ...one, scriptName: OBJECTS },
  ]);
  const { scriptPath: _, modulesRoot: __, unsafeDirectSockets: ___, ...rest } = worker;
  const objects = {
    ...rest,
    name: OBJECTS,
    modules: [
      { type: "ESModule", path: "recorded.js", contents: recorded(classes.map(({ className }) => className)) },
      { type: "ESModule", path: "index.js", contents: readFileSync(bundles.objects, "utf8") },
    ],
  };
  const front = {
    ...worker,
    ...queue,
    queueConsumers: { bell: { maxBatchTimeout: 0 } },
    durableObjects: Object.fromEntries(remote),
  };
  const workers = [front, { ...objects, ...queue }, ...others];
  migrate(folder, config);
  const { Miniflare, convertV4MiniflareOptions } = loadMiniflare();
  const mf = new Miniflare(convertV4MiniflareOptions({ ...options, workers } as V4MiniflareOptions));
  try {
    await mf.ready;
    const faults: string[] = [];
    const watched: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (response.status >= 500)
        faults.push(`${pathname} ${response.status} ${(await response.clone().text()).slice(0, 200)}`);
      return response;
    };
    const service = new Service(origin, watched);
    await service.signIn("root", ADMIN_PASSWORD);
    await work({
      service,
      faults,
      fetch: watched,
      db: await mf.getD1Database("DB", config.name as string),
      ring: async () => {
        await (await mf.getQueueProducer("EVENTS_QUEUE", config.name as string)).send({});
      },
      cron: async () => {
        const [cron = ""] = config.triggers.crons ?? [];
        await (await mf.getWorker(config.name as string)).scheduled({ cron, scheduledTime: new Date() });
      },
      methods: async () => (await (await mf.getWorker(OBJECTS)).fetch("http://objects/")).json() as never,
    });
  } finally {
    await mf.dispose();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
