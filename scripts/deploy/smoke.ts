// Asks a deployed service whether it works. A new domain has its certificate only after a while, so
// this asks again until then.
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../lib/project.ts";
import type { Commands } from "./commands.ts";

const PAUSE_MS = 3_000;
const MAX_ANSWER_MS = 10_000;
const MAX_ANSWER_CHARACTERS = 300;

/** Throws a CommandError with the last answer if there was no good one within `waitMs`. */
export async function smoke({ say, dryRun }: Commands, address: string, waitMs: number): Promise<void> {
  const url = `${address}/health`;
  say(`GET ${url}`);
  if (dryRun) return;
  const until = Date.now() + waitMs;
  for (;;) {
    const { ok, answer } = await ask(url);
    if (ok) return say(answer);
    if (Date.now() + PAUSE_MS > until)
      throw new CommandError(
        `It is deployed, but ${url} says: ${answer}. See docs/deploy.md; wrangler rollback puts the version before it in place.`,
      );
    await sleep(PAUSE_MS);
  }
}

async function ask(url: string): Promise<{ readonly ok: boolean; readonly answer: string }> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(MAX_ANSWER_MS) });
    const text = (await response.text()).trim();
    const ok = response.ok && /"status":\s*"ok"/.test(text);
    return { ok, answer: `${ok ? "" : `${response.status} `}${text.slice(0, MAX_ANSWER_CHARACTERS)}` };
  } catch (error) {
    const { cause, message } = error as Error;
    return { ok: false, answer: cause instanceof Error ? cause.message : message };
  }
}
