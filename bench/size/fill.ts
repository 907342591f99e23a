// Fills the databases of a state folder, with bench/counted/filler.ts, and has cron put the trail
// into R2.
import type { RunningServer } from "../../scripts/serve/start-server.ts";
import { serve } from "../measure/workers.ts";

interface FilledRows {
  readonly from: number;
  readonly to: number;
  /** The trail was written and signed long ago; "only": nothing else is added. */
  readonly old?: "with" | "only";
}

/** Rows of one request. A larger one would keep more than a second of writes in memory. */
const CHUNK = 50_000;

export async function fill(state: string, env: Record<string, string>, { from, to, old }: FilledRows): Promise<void> {
  const server = await serve("filler", state, env);
  try {
    const nowMs = Date.now();
    for (let at = from; at < to; at += CHUNK) {
      const query = `?from=${at}&to=${Math.min(at + CHUNK, to)}&all=${to}&now=${nowMs}${old ? `&old=${old}` : ""}`;
      const response = await fetch(`${server.origin}/${query}`, { method: "POST" });
      if (!response.ok) throw new Error(`the database could not be filled: ${await response.text()} ${server.log()}`);
    }
  } finally {
    await server.stop();
  }
}

/** Runs a counted worker's cron until nothing more of the trail goes into R2. */
export async function archiveAll({ origin }: Pick<RunningServer, "origin">): Promise<void> {
  for (let [before, now] = ["", await ask(origin, "archived")]; now !== before; ) {
    await ask(origin, "cron");
    [before, now] = [now, await ask(origin, "archived")];
  }
}

const ask = async (origin: string, what: string): Promise<string> =>
  (await fetch(new URL(`/bench/${what}`, origin))).text();
