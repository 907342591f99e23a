// Fills the database of a state folder up to a number of tokens, users and rows of the trail, with
// bench/counted/filler.ts.
import type { SiteSettings } from "../measure/site.ts";
import { serve } from "../measure/workers.ts";

/** Rows of one batch. A larger one would keep more than a second of writes in memory. */
const CHUNK = 50_000;

export async function fill(state: string, { env }: SiteSettings, from: number, to: number): Promise<void> {
  const server = await serve("filler", state, env);
  try {
    const nowMs = Date.now();
    for (let at = from; at < to; at += CHUNK) {
      const query = `?from=${at}&to=${Math.min(at + CHUNK, to)}&all=${to}&now=${nowMs}`;
      const response = await fetch(`${server.origin}/${query}`, { method: "POST" });
      if (!response.ok) throw new Error(`the database could not be filled: ${await response.text()} ${server.log()}`);
    }
  } finally {
    await server.stop();
  }
}
