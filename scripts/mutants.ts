// `npm run mutants`: changes each condition of the security-relevant files, one at a time, in a
// copy of the project, and asks the tests. A mutant that no test notices is a survivor: a test is
// missing, or the change makes no difference, and then ./mutants/unnoticed.txt says why. `npm run
// mutants -- lock links/store` takes the files whose paths contain one of these, and
// `links/store:31` the mutants that begin in that line.
import { globSync, readFileSync } from "node:fs";
import { argumentsOrEnd } from "./lib/arguments.ts";
import { CommandError, giveUp, inProject } from "./lib/project.ts";
import { Bench } from "./mutants/bench.ts";
import { type Mutant, mutantsOf } from "./mutants/generate.ts";
import { mutatedFiles } from "./mutants/mutated.ts";
import { type Case, noticed } from "./mutants/noticed.ts";
import { createRelatedTests } from "./mutants/related-tests.ts";
import { explanationOf, unnoticedIn } from "./mutants/unnoticed.ts";

const PROCESSES = 2;
/** Each order starts a worker; many small ones keep both processes busy to the end. */
const MAX_MUTANTS_OF_ORDER = 30;
/** These run in Node, or take minutes. */
const NOT_ASKED = /(^|\/)test\/(serve|browser|deep|fuzz|model|size|compat)\//;

const usage = "Usage: npm run mutants [-- PART_OF_A_PATH[:LINE] ...]";
const { positionals } = argumentsOrEnd(usage, { allowPositionals: true }, (parsed) => parsed);
const chosen = positionals.map((choice) => {
  const [part = "", line] = choice.split(":");
  return { part, line };
});
const texts = new Map(
  globSync("{src,phone,test,packages/commands,packages/console}/**/*.{ts,tsx}", { cwd: inProject(".") })
    .filter((path) => !NOT_ASKED.test(path))
    .map((path) => [path, readFileSync(inProject(path), "utf8")]),
);
const unnoticed = unnoticedIn(readFileSync(inProject("scripts/mutants/unnoticed.txt"), "utf8"));
const files = mutatedFiles([...texts.keys()])
  .map(onlyOne)
  .filter((file) => chosen.length === 0 || chosen.some(({ part }) => file.includes(part)));

await main().catch((error) => giveUp(error));

async function main(): Promise<void> {
  const begunAtMs = Date.now();
  const sources = new Map(files.map((file) => [file, texts.get(file) ?? ""]));
  const mutants = new Map([...sources].map(([file, source]) => [file, mutantsOf(file, source)]));
  const cases = files.map((file) => casesOf(file, sources.get(file) ?? "", mutants.get(file) ?? []));
  refuseStale(cases.flat(), [...sources.values()]);
  const chosenCases = cases.map((all) => all.filter(isChosen)).filter((all) => all.length > 0);
  const all = chosenCases.flat();
  const relatedTests = createRelatedTests(texts);
  const most = Math.min(MAX_MUTANTS_OF_ORDER, Math.ceil(all.length / PROCESSES));
  const benches = Array.from({ length: PROCESSES }, () => new Bench(mutants));
  process.once("exit", () => {
    for (const bench of benches) bench.close();
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

  const survivors: string[] = [];
  let done = 0;
  await inTurn(
    chosenCases.flatMap((ofFile) => inParts(ofFile, most)),
    benches,
    async (bench, part) => {
      const tests = relatedTests(part[0]?.file ?? "");
      for (const [{ name, explained }, noticedBy] of await noticed(bench, part, tests)) {
        if (process.env.MUTANTS_DEBUG) console.log(`${name} | ${noticedBy}`);
        if (noticedBy === undefined && !explained) survivors.push(name);
        if (noticedBy !== undefined && explained)
          survivors.push(`${name}  is noticed by "${noticedBy}" and needs no explanation`);
      }
      done += part.length;
      console.log(`${done} of ${all.length}`);
    },
  );
  for (const survivor of survivors.sort()) console.log(survivor);
  const explained = all.filter((one) => one.explained).length;
  const minutes = ((Date.now() - begunAtMs) / 60_000).toFixed(1);
  console.log(`${all.length} mutants, ${survivors.length} unnoticed, ${explained} explained, in ${minutes} minutes`);
  process.exit(survivors.length > 0 ? 1 : 0);
}

function onlyOne({ name, meant }: ReturnType<typeof mutatedFiles>[number]): string {
  const [file] = meant;
  if (file === undefined || meant.length > 1)
    throw new CommandError(`${name} of scripts/mutants/mutated.ts: got ${meant.length} files, expected one`);
  return file;
}

function casesOf(file: string, source: string, mutants: readonly Mutant[]): Case[] {
  return mutants.map((mutant, number) => ({
    file,
    number,
    name: nameOf(mutant, source),
    explained: explanationOf(unnoticed, mutant, source),
  }));
}

/** Names it in one line, with the number of the line in which it begins. */
function nameOf({ file, start, was, is }: Mutant, source: string): string {
  const line = source.slice(0, start).split("\n").length;
  const [before, after] = [was, is].map((text) => text.replace(/\s+/g, " "));
  return `${file}:${line}  ${before}  =>  ${after}`;
}

/** By the line in which it begins, where one is given. */
function isChosen({ file, name }: Case): boolean {
  return (
    chosen.length === 0 ||
    chosen.some(({ part, line }) => file.includes(part) && (line === undefined || name.startsWith(`${file}:${line} `)))
  );
}

function refuseStale(cases: readonly Case[], sources: readonly string[]): void {
  const stale = unnoticed.filter(
    (entry) =>
      sources.some((source) => source.includes(entry.at)) && !cases.some(({ explained }) => explained === entry),
  );
  if (stale.length > 0) throw new CommandError(`no such mutant: ${stale.map(({ at }) => at).join("; ")}`);
}

function inParts<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) =>
    all.slice(index * most, (index + 1) * most),
  );
}

/** Each of the benches takes the next that is left. */
async function inTurn<T>(
  all: readonly T[],
  benches: readonly Bench[],
  work: (bench: Bench, one: T) => Promise<void>,
): Promise<void> {
  const queue = [...all];
  await Promise.all(
    benches.map(async (bench) => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) await work(bench, one);
    }),
  );
}
