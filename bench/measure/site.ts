// One worker that is served on a state folder of its own and that the load generator knows.
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningServer } from "../../scripts/serve/start-server.ts";
import type { Generator } from "../load/generator.ts";
import type { Counts } from "./counts.ts";
import { CpuClock, workerdOf } from "./process.ts";
import { serve, type WorkerName } from "./workers.ts";

export interface Site {
  readonly worker: WorkerName;
  /** The name by which the generator knows it. */
  readonly name: string;
  readonly server: RunningServer;
  readonly workerd: number;
  readonly clock: CpuClock;
}

/**
 * A limit would turn guesses away, and a login that expired would end on its own. Both are left
 * out, for the floor has neither. A thousand wrong PINs of a person lock no token.
 */
const SETTINGS = { RATE_LIMITS: "off", MAX_FAIL: "1000", CHALLENGE_VALIDITY_SECONDS: "3600" };

/**
 * Settings with an administrator, and that one's password. A state folder that is served again
 * needs the same.
 */
export interface SiteSettings {
  readonly env: Record<string, string>;
  readonly password: string;
}

export function settingsOfRun(): SiteSettings {
  const password = randomBytes(18).toString("base64url");
  const env = { ...SETTINGS, MASTER_KEY: randomBytes(32).toString("base64"), BOOTSTRAP_ADMIN: `admin:${password}` };
  return { env, password };
}

/** What a counted worker has done since the last call. */
export async function countsOf({ server }: Site): Promise<Counts> {
  await sleep(50); // what follows a reply
  return (await fetch(new URL("/bench/counts", server.origin))).json() as Promise<Counts>;
}

/** `rich` is the number of people with ten tokens. `built` is the script of another version. */
export async function openSite(
  worker: WorkerName,
  place: string,
  generator: Generator,
  rich = 0,
  built?: string,
): Promise<Site> {
  const state = join(place, worker);
  mkdirSync(state, { recursive: true });
  return openSiteOn(state, worker, generator, settingsOfRun(), rich, built);
}

export async function openSiteOn(
  state: string,
  worker: WorkerName,
  generator: Generator,
  { env, password }: SiteSettings,
  rich = 0,
  built?: string,
): Promise<Site> {
  const server = await serve(worker, state, env, built);
  const name = `${worker} at ${server.origin}`;
  await generator.meet(name, server.origin, password, rich);
  const workerd = workerdOf(state);
  return { worker, name, server, workerd, clock: new CpuClock(workerd) };
}
