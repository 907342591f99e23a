// Runs a built worker under Miniflare on a port of 127.0.0.1. The worker must know its own address
// (PUBLIC_URL) when it starts, so the port is chosen before that.
import type { Miniflare, V4MiniflareOptions } from "miniflare";
import { freePort, host } from "../lib/port.ts";
import { withMasterKey } from "../state/master-key.ts";
import { loadMiniflare } from "../state/miniflare.ts";
import { type Config, miniflareOptions, settings } from "../state/worker-options.ts";

export interface PortAndFolder {
  readonly port: number;
  readonly folder: string;
}

export interface OpenServer {
  readonly mf: Miniflare;
  readonly port: number;
  readonly origin: string;
}

interface BuiltProgram {
  readonly config: Config;
  /** The path of the built worker. */
  readonly script: string;
  /** Where Miniflare and the worker write to. */
  readonly logs: Pick<V4MiniflareOptions, "log" | "handleStructuredLogs">;
  /** The settings, in addition to those of wrangler.toml. */
  readonly env: NodeJS.ProcessEnv;
  /** What answers the worker's own requests in a test; otherwise the network does. */
  readonly outbound?: Outbound | undefined;
}

export type Outbound = (request: Request) => Promise<Response>;

/** Another program may take a free port before workerd uses it. Then this chooses another one. */
export async function listen(place: PortAndFolder, program: BuiltProgram, tries = 5): Promise<OpenServer> {
  const { config, script, logs, env, outbound } = program;
  const port = await freePort(place.port);
  const origin = `http://${host}:${port}`;
  const bindings = settings(config, origin, withMasterKey(place.folder, env));
  const options = miniflareOptions(config, bindings, port, place.folder, script);
  const { Miniflare, convertV4MiniflareOptions } = loadMiniflare();
  if (outbound) Object.assign((options.workers as object[])[0] ?? {}, { outboundService: outbound });
  const mf = new Miniflare(convertV4MiniflareOptions({ ...options, ...logs }));
  try {
    await mf.ready;
    return { mf, port, origin };
  } catch (error) {
    await mf.dispose().catch(() => {});
    const isTaken = (error as { code?: string }).code === "ERR_ADDRESS_IN_USE";
    if (place.port !== 0 || !isTaken || tries === 1) throw error;
    return listen(place, program, tries - 1);
  }
}
