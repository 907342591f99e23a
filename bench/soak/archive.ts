// A trail that goes into R2 while the soak runs: rows that were signed long ago, and at the end
// each number must be read once, wherever its row is by then.
import type { Service } from "../../scripts/lib/service-client.ts";
import { buildWorkers } from "../measure/workers.ts";
import { fill } from "../size/fill.ts";
import { finding, type SoakFinding } from "./checks.ts";
import { madeParts } from "./state-folder.ts";

/** The least that AUDIT_DATABASE_DAYS may be: all seeded rows are older. */
export const ARCHIVE_ENV = { TRAIL: "soak-trail", AUDIT_DATABASE_DAYS: "8" };

const PART_ROWS = 50_000;
const CRON_MINUTES = 5;

/** Each run of cron finds the rows of a part in each database. */
export async function seedOldTrail(state: string, env: Record<string, string>, minutes: number): Promise<void> {
  await buildWorkers(["filler"]);
  await fill(state, env, { from: 0, to: PART_ROWS * (Math.floor(minutes / CRON_MINUTES) + 1), old: "only" });
}

/** Reads the whole trail. */
export async function checkEveryNumber(service: Service, databases: number): Promise<SoakFinding> {
  const counts: number[] = [];
  const problems: string[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const query = new URLSearchParams({ sortorder: "asc", page_size: "1000", ...(after && { after }) });
    const { json, text } = await service.asAdmin("GET", `/audit/?${query}`);
    if (!json?.result?.value) throw new Error(`the trail cannot be read by ${query}: ${text}`);
    for (const { number, sig_check } of json.result.value.auditdata) {
      counts[number] = (counts[number] ?? 0) + 1;
      if (sig_check !== "OK") problems.push(`row ${number} is ${sig_check}`);
    }
    after = json.result.value.after;
  }
  problems.push(...unevenNumbers(counts, databases));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return finding(problems, `each number of the trail is read once from its database: ${total} rows`);
}

/**
 * How often each number came, which begin with 1. Each database numbers its rows without a gap, so
 * from one number to the next as many databases have a row, or fewer.
 */
export function unevenNumbers(counts: readonly (number | undefined)[], databases: number): string[] {
  const problems: string[] = [];
  for (let number = 1; number < counts.length; number++) {
    const [before = 0, here = 0] = [number === 1 ? databases : counts[number - 1], counts[number]];
    const isShort = number === 1 && here < databases;
    if (here > before || here === 0 || isShort) problems.push(`${here} rows with number ${number}, after ${before}`);
  }
  return problems;
}

/** By the state folder: how many parts each database has. */
export function checkParts(folder: string, minutes: number): SoakFinding {
  const parts = madeParts(folder);
  const least = Math.floor(minutes / CRON_MINUTES);
  const few = parts.filter((count) => count < Math.max(1, least)).map((count) => `only ${count}`);
  return finding(few, `parts of the trail that were made meanwhile, by database: ${parts.join(", ")}`);
}
