// Runs the crons of wrangler.toml, because Miniflare does not. A cron has five fields in UTC, with
// `*`, lists, ranges, steps and names. As on Cloudflare, Sunday is day 1 of the week, and if both
// days are restricted either may match. L, W and # are refused.
import { CommandError } from "../lib/project.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const minuteMs = 60_000;

/** Returns a function that says whether a cron expression names the minute of a date. */
export function parseCron(cron: string): (date: Date) => boolean {
  const fields = cron.trim().split(/\s+/);
  const field = (index: number, min: number, max: number, names: string[] = []) => {
    const numbers = parseField(fields[index] ?? "", min, max, names);
    if (!numbers) throw new CommandError(`The cron "${cron}" in wrangler.toml is not understood here.`);
    return numbers;
  };
  const [minute, hour, day] = [field(0, 0, 59), field(1, 0, 23), field(2, 1, 31)];
  const [month, weekday] = [field(3, 1, 12, months), field(4, 1, 7, weekdays)];
  const anyDay = fields[2] === "*" || fields[4] === "*";
  return (date) => {
    const dayMatches = day.has(date.getUTCDate());
    const weekdayMatches = weekday.has(date.getUTCDay() + 1);
    return (
      minute.has(date.getUTCMinutes()) &&
      hour.has(date.getUTCHours()) &&
      month.has(date.getUTCMonth() + 1) &&
      (anyDay ? dayMatches && weekdayMatches : dayMatches || weekdayMatches)
    );
  };
}

function parseField(text: string, min: number, max: number, names: string[]): Set<number> | undefined {
  const named = text.toLowerCase().replace(/[a-z]{3}/g, (name) => {
    const index = names.indexOf(name);
    return index < 0 ? name : String(index + min);
  });
  const numbers = new Set<number>();
  for (const part of named.split(",")) {
    const [, range = "", from, to, step] = /^(\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    if (!range) return undefined;
    const first = from === undefined ? min : Number(from);
    // `5/10` means from 5 on, every 10.
    const last = to !== undefined ? Number(to) : from === undefined || step !== undefined ? max : first;
    if (first < min || last > max || first > last || step === "0") return undefined;
    for (let number = first; number <= last; number += Number(step ?? 1)) numbers.add(number);
  }
  return numbers;
}

/**
 * Calls `run` in each minute that a cron names, until the returned function is called. Without
 * crons it starts no timer.
 */
export function runCrons(crons: string[], run: (cron: string, scheduledTime: Date) => Promise<unknown>): () => void {
  const jobs = crons.map((cron) => ({ cron, matches: parseCron(cron) }));
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    const due = new Date((Math.floor(Date.now() / minuteMs) + 1) * minuteMs);
    timer = setTimeout(() => {
      for (const { cron, matches } of jobs) {
        if (matches(due)) run(cron, due).catch((error) => console.error(`cron "${cron}":`, error));
      }
      wait();
    }, due.getTime() - Date.now());
  };
  if (jobs.length > 0) wait();
  return () => clearTimeout(timer);
}
