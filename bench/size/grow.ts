// The cost of requests as the database grows: time, rows read and time in SQLite, for each size in
// one folder that is filled on.
import { setTimeout as sleep } from "node:timers/promises";
import { Generator } from "../load/generator.ts";
import type { Counts } from "../measure/counts.ts";
import { makeFolder } from "../measure/places.ts";
import { countsOf, openSiteOn, type Site, type SiteSettings, settingsOfRun } from "../measure/site.ts";
import { median, rounded } from "../report/numbers.ts";
import type { StepName } from "../steps/steps.ts";
import { archiveAll, fill } from "./fill.ts";
import { ASKED, type SizedRequest } from "./requests.ts";

/** One request at one size. */
export interface Cost {
  readonly name: string;
  readonly ms: number;
  readonly rowsRead: number;
  /** The least of all times: what else runs can only add to it. */
  readonly databaseMs: number;
  /** Of a login's steps: the worker's CPU, each time. */
  readonly cpuMs?: readonly number[];
  /** The service says that it does not search so much (400), which is an answer, too. */
  readonly isRefused: boolean;
}

export interface GrowthSize {
  readonly rows: number;
  /** All rows of the trail but the newest are in R2. */
  readonly archived?: true;
  readonly costs: readonly Cost[];
}

/** Enough for a median that a busy moment does not move. */
const TIMES = 7;
/** A login's steps are compared by an interval, which takes more. */
const LOGIN_TIMES = 20;
/** What follows a reply is done by then. */
const SETTLE_MS = 50;
const LOGIN_STEPS: readonly StepName[] = ["init", "metadata", "enrolment", "trigger", "poll", "answer", "finalize"];

/** `archived`: also with the largest size's trail in R2. */
export async function grow(
  sizes: readonly number[],
  archived: boolean,
  tell: (text: string) => void,
): Promise<GrowthSize[]> {
  const generator = new Generator();
  try {
    const grown = await inFolder(async (state, settings) => {
      const asked: GrowthSize[] = [];
      for (const [index, rows] of sizes.entries()) {
        tell(`filling up to ${rows} tokens, users and rows of the trail`);
        await fill(state, settings.env, { from: sizes[index - 1] ?? 0, to: rows });
        asked.push({ rows, costs: await costsAt(state, settings, generator) });
      }
      return asked;
    });
    if (!archived) return grown;
    const rows = Math.max(...sizes);
    return [...grown, await inFolder((state, settings) => growArchived(state, settings, generator, rows, tell))];
  } finally {
    generator.close();
  }
}

async function inFolder<T>(work: (state: string, settings: SiteSettings) => Promise<T>): Promise<T> {
  const folder = makeFolder();
  try {
    return await work(folder.path, settingsOfRun());
  } finally {
    folder.remove();
  }
}

async function growArchived(
  state: string,
  { env, password }: SiteSettings,
  generator: Generator,
  rows: number,
  tell: (text: string) => void,
): Promise<GrowthSize> {
  const settings = { password, env: { ...env, TRAIL: "bench-trail" } };
  tell(`filling with ${rows} tokens, users and old rows of the trail`);
  await fill(state, settings.env, { from: 0, to: rows, old: "with" });
  return { rows, archived: true, costs: await costsAt(state, settings, generator) };
}

async function costsAt(state: string, settings: SiteSettings, generator: Generator): Promise<Cost[]> {
  const site = await openSiteOn(state, "counted", generator, settings);
  try {
    return await costsOf(site, generator, settings);
  } finally {
    await site.server.stop();
  }
}

async function costsOf(site: Site, generator: Generator, { env, password }: SiteSettings): Promise<Cost[]> {
  const costs: Cost[] = [];
  const headers = await signIn(site, password);
  // Cron first: it may sign, sum and remove, and all that follows is asked of a database in which
  // it keeps up.
  costs.push(await costOf(site, "cron, the first time", () => ask(site, "/bench/cron", {}), 1));
  if (env.TRAIL) await archiveAll(site.server);
  costs.push(await costOf(site, "cron, from then on", () => ask(site, "/bench/cron", {}), 1));
  for (const step of LOGIN_STEPS) {
    const work = async () => {
      await generator.run({ server: site.name, step, clients: 1, count: 1 });
      return true;
    };
    costs.push(await costOf(site, `login: ${step}`, work, LOGIN_TIMES));
  }
  for (const request of ASKED)
    costs.push(await costOf(site, request.name, () => ask(site, request.path, headers(request))));
  return costs;
}

/** The median time, and the most rows that any of them read. The first is not kept. */
async function costOf(site: Site, name: string, work: () => Promise<boolean>, times = TIMES): Promise<Cost> {
  if (times > 1) await work();
  const took: number[] = [];
  const cpuMs: number[] = [];
  const counts: Counts[] = [];
  let refused = false;
  for (let time = 0; time < times; time++) {
    await countsOf(site);
    const before = site.clock.readMs();
    const begun = performance.now();
    const answered = await work();
    refused ||= !answered;
    took.push(performance.now() - begun);
    await sleep(SETTLE_MS);
    cpuMs.push(rounded(site.clock.readMs() - before));
    counts.push(await countsOf(site));
  }
  const most = (of: (each: Counts) => number) => Math.max(...counts.map(of));
  return {
    name,
    ms: rounded(median(took)),
    rowsRead: most(({ rowsRead }) => rowsRead),
    databaseMs: Math.min(...counts.map(({ databaseMs }) => databaseMs)),
    ...(times === LOGIN_TIMES && { cpuMs }),
    isRefused: refused,
  };
}

async function signIn({ server }: Site, password: string): Promise<(request: SizedRequest) => Record<string, string>> {
  const body = new URLSearchParams({ username: "admin", password });
  const response = await fetch(new URL("/auth", server.origin), { method: "POST", body });
  const { token } = ((await response.json()) as { result: { value: { token: string } } }).result.value;
  return ({ page }) => (page ? { Cookie: `__Host-console=${token}` } : { "PI-Authorization": token });
}

/** False for a request that the service refuses. */
async function ask({ server }: Site, path: string, headers: Record<string, string>): Promise<boolean> {
  const response = await fetch(new URL(path, server.origin), { headers, redirect: "manual" });
  const text = await response.text();
  if (response.status !== 200 && response.status !== 400)
    throw new Error(`GET ${path} answered ${response.status}: ${text.slice(0, 500)}`);
  return response.ok;
}
