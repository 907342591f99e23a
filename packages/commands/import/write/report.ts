// What `npm run import` tells: a line for each record in a CSV file, the sums, and a progress bar.
import { closeSync, lstatSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { CommandError } from "../../../../scripts/lib/project.ts";
import { isWrongInPhp, storedSuite } from "../../../../src/core/token/suites.ts";
import { guarded } from "../../../../src/http/answer/csv.ts";
import type { PhoneService } from "../record.ts";
import { linesOfRehearsal, type Rehearsal } from "../rehearse/compare.ts";
import type { KnownService } from "../service-of.ts";

export const fates = ["token", "user", "unchanged", "kept", "link", "refused"] as const;
/**
 * `token`: comes, or would; `user`: the same, of a user without a token; `unchanged`: is here
 * already; `kept`: is here, and has logged in or was changed here; `link`: becomes an enrolment
 * link.
 */
type Fate = (typeof fates)[number];

/** `missing` and `gone` are what a rehearsal has found: ../rehearse/compare.ts. */
export interface ReportLine extends Partial<Readonly<Record<(typeof columns)[number], string | undefined>>> {
  readonly where: string;
  readonly fate: Fate | "missing" | "gone";
}

const columns = ["where", "fate", "serial", "user", "realm", "identity", "why", "link"] as const;
const HEADER = `${columns.join(",")}\r\n`;
/** Reasons that name a person are as many as people. */
const mostReasons = 20;
/** Some quote the record. */
const mostReasonCharacters = 200;

export interface Sums extends Readonly<Record<Fate, number>> {
  readonly applied: boolean;
  readonly read: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly suites: Readonly<Record<string, number>>;
  readonly service: PhoneService;
  /** With --rehearse. */
  readonly rehearsal?: Rehearsal | undefined;
}

export class Report {
  readonly #file: number | undefined;
  readonly #counts: Record<Fate, number> = { token: 0, user: 0, unchanged: 0, kept: 0, link: 0, refused: 0 };
  readonly #reasons = new Map<string, number>();
  readonly #suites = new Map<string, number>();
  readonly #bySerial: Map<string, ReportLine> | undefined;
  #lines = "";

  /** `bySerial` gets the first line about each serial: a later one is of another record. */
  constructor(path: string | undefined, bySerial?: Map<string, ReportLine>) {
    this.#bySerial = bySerial;
    if (path === undefined) return;
    try {
      removeEarlier(path);
      // It names people, and has the links with which phones are enrolled.
      this.#file = openSync(path, "wx", 0o600);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      throw new CommandError(`The report ${path} cannot be written: ${(error as Error).message}`);
    }
    this.#lines = HEADER;
  }

  add(reported: ReportLine & { readonly fate: Fate }, suite?: string): void {
    this.#counts[reported.fate]++;
    const { serial } = reported;
    if (serial !== undefined && this.#bySerial?.has(serial) === false) this.#bySerial.set(serial, reported);
    if (suite !== undefined) count(this.#suites, suite);
    if (reported.fate === "refused" && reported.why !== undefined) count(this.#reasons, reported.why);
    this.#write(reported);
  }

  addRehearsal({ missing, gone }: Rehearsal): void {
    const where = "the old server";
    for (const one of missing) this.#write({ ...one, where, fate: "missing" });
    for (const one of gone) this.#write({ ...one, where, fate: "gone" });
  }

  #write(reported: ReportLine): void {
    if (this.#file === undefined) return;
    const cells = columns.map((column) => `"${guarded(reported[column] ?? "").replaceAll('"', '""')}"`);
    this.#lines += `${cells.join(",")}\r\n`;
    if (this.#lines.length > 1 << 16) this.flush();
  }

  flush(): void {
    if (this.#file !== undefined && this.#lines !== "") writeSync(this.#file, this.#lines);
    this.#lines = "";
  }

  close(): void {
    this.flush();
    if (this.#file !== undefined) closeSync(this.#file);
  }

  sums(applied: boolean, { identifiers, source }: KnownService, rehearsal: Rehearsal | undefined): Sums {
    const read = Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
    const most = [...this.#reasons].sort(([, a], [, b]) => b - a);
    return {
      applied,
      read,
      ...this.#counts,
      reasons: Object.fromEntries(most.slice(0, mostReasons)),
      suites: Object.fromEntries(this.#suites),
      service: { identifier: identifiers.join(", "), source },
      ...(rehearsal ? { rehearsal } : {}),
    };
  }
}

/**
 * Makes room for a report. A mistyped path could lead to the export itself, or to a key, so only a
 * report is removed. It is never written over: others may have it open or own it, or the path may
 * be a link to a file of theirs.
 */
function removeEarlier(path: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })) return;
  const stat = statSync(path);
  const isReport = stat.isFile() && (stat.size === 0 || readFileSync(path, "utf8").startsWith(HEADER));
  if (!isReport) throw new CommandError(`${path} is there already, and is no report: it stays as it is.`);
  rmSync(path);
}

const count = (counts: Map<string, number>, key: string): unknown => counts.set(key, (counts.get(key) ?? 0) + 1);

export function linesOfSums(sums: Sums): readonly string[] {
  const { applied, read, token, user, unchanged, kept, link, refused, reasons, suites, service, rehearsal } = sums;
  const listed = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  return [
    `${read} read`,
    `${token} ${applied ? "imported" : "would be imported"}`,
    ...(user > 0 ? [`${user} users without a token ${applied ? "imported" : "would be imported"}`] : []),
    `${unchanged} here already`,
    `${kept} left as they are, since they have logged in or were made or changed here`,
    `${link} ${applied ? "registration links made" : "would become registration links"}`,
    `${refused} refused`,
    ...Object.entries(reasons).map(
      ([why, count]) => `  ${count}: ${why.slice(0, mostReasonCharacters).replace(/\p{Cc}/gu, "?")}`,
    ),
    ...(listed < refused ? [`  ${refused - listed}: other reasons`] : []),
    ...Object.entries(suites).map(([suite, count]) => {
      const php = isWrongInPhp(storedSuite(suite)) ? ", which the PHP client computes wrongly" : "";
      return `suite ${suite}: ${count}${php}`;
    }),
    `service identifier ${service.identifier}, from ${service.source}`,
    ...(rehearsal ? linesOfRehearsal(rehearsal) : []),
    ...(applied ? [] : ["Nothing was written: this was a dry run. --apply writes."]),
  ];
}

const barCharacters = 30;
/** Without a terminal, one line for so many records. */
const recordsOfLine = 10_000;

/** Shows how far the import is, on stderr. */
export function showProgress(done: number, total: number | undefined, isLast: boolean): void {
  const of = total === undefined ? "" : ` of ${total}`;
  if (!process.stderr.isTTY) {
    if (done > 0 && done % recordsOfLine === 0) process.stderr.write(`${done}${of}\n`);
    return;
  }
  const share = total ? Math.min(done / total, 1) : undefined;
  const filled = Math.round(barCharacters * (share ?? 0));
  const bar = share === undefined ? "" : `[${"#".repeat(filled)}${" ".repeat(barCharacters - filled)}] `;
  process.stderr.write(`\r${bar}${done}${of}${isLast ? "\n" : ""}`);
}
