// Equal entries of one second become one line: whoever lets a program guess a PIN must not push
// everything else off the page. They are joined after the read, so pages and their cursors stay
// those of the API, and a run that crosses the end of a page has a line on each.

import type { AuditRowJson } from "../../../src/for-console.ts";

export interface RepeatedEntry {
  /** The first of them in the order of the list. */
  readonly entry: AuditRowJson;
  readonly entries: readonly AuditRowJson[];
  /** How often it happened. A row can stand for many refusals (docs/audit.md). */
  readonly times: number;
}

const WITHIN_MS = 1000;

/** What a line shows, besides number and time. */
const ALIKE = [
  "event",
  "action",
  "reason",
  "success",
  "authentication",
  "user",
  "realm",
  "serial",
  "detail",
  "tally",
] as const;
const ALIKE_CALLS = ["administrator", "client", "sig_check", "unconfirmed"] as const;

export function repeatedIn(entries: readonly AuditRowJson[]): RepeatedEntry[] {
  const runs: [AuditRowJson, ...AuditRowJson[]][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run && isAlike(run[0], entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs.map((run) => ({
    entry: run[0],
    entries: run,
    times: run.reduce((sum, entry) => sum + timesOf(entry), 0),
  }));
}

const isAlike = (one: AuditRowJson, other: AuditRowJson): boolean =>
  Math.abs(Date.parse(one.date) - Date.parse(other.date)) < WITHIN_MS &&
  [...ALIKE, ...ALIKE_CALLS].every((name) => one[name] === other[name]);

/** Without a reason and a tally, `count` is the number of the row's tokens. */
const timesOf = ({ reason, tally, count }: AuditRowJson): number => (reason === "" && tally === "" ? 1 : count);

/** The first line that is from the archive, as far as times tell; -1 if there is none. */
export const firstArchived = (lines: readonly RepeatedEntry[], archivedBefore: string | null): number =>
  archivedBefore === null ? -1 : lines.findIndex(({ entry }) => `${entry.date}Z` < archivedBefore);
