// `npm run mutants`: changes each condition of what is security-relevant, one at a time, in a copy of the project, and asks the
// tests. A mutant that no test notices is a survivor: a test is missing, or the change makes no difference, and then
// ./mutants/unnoticed.ts says why. `npm run mutants -- lock links/store` takes the files whose paths contain one of these.
import { readFileSync } from "node:fs";
import { giveUp, inProject, Refusal } from "./lib/project.ts";
import { Bench } from "./mutants/bench.ts";
import { mutantsOf } from "./mutants/generate.ts";
import { type Mutant, nameOf } from "./mutants/mutant.ts";
import { SUBJECTS, type Subject } from "./mutants/subjects.ts";
import { explanationOf, UNNOTICED, type Unnoticed } from "./mutants/unnoticed.ts";

interface Case {
  readonly subject: Subject;
  readonly mutant: Mutant;
  readonly name: string;
  /** Why no test notices it; undefined when one should. */
  readonly explained: Unnoticed | undefined;
}

const PROCESSES = 2;

const chosen = process.argv.slice(2);
const subjects = SUBJECTS.filter(({ file }) => chosen.length === 0 || chosen.some((part) => file.includes(part)));

await main().catch((error) => giveUp(error));

async function main(): Promise<void> {
  const begunAtMs = Date.now();
  const cases = subjects.flatMap(casesOf);
  const stale = UNNOTICED.filter(
    (entry) => subjects.some(({ file }) => file === entry.file) && !cases.some(({ explained }) => explained === entry),
  );
  if (stale.length > 0)
    throw new Refusal(`no such mutant: ${stale.map(({ file, at }) => `${file}: ${at}`).join("; ")}`);
  const survivors: string[] = [];
  const benches = Array.from({ length: PROCESSES }, () => new Bench());
  process.once("exit", () => {
    for (const bench of benches) bench.close();
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  await inTurn(subjects, benches, standsFirst);
  let done = 0;
  await inTurn(cases, benches, async (bench, one) => {
    const noticedBy = await noticed(bench, one);
    done++;
    if (process.env.MUTANTS_DEBUG) console.log(`${done}/${cases.length} ${one.name} | ${noticedBy}`);
    else if (done % 50 === 0) console.log(`${done} of ${cases.length}`);
    if (noticedBy === undefined && !one.explained) survivors.push(one.name);
    if (noticedBy !== undefined && one.explained)
      survivors.push(`${one.name}  is noticed by "${noticedBy}" and needs no explanation`);
  });
  for (const survivor of survivors.sort()) console.log(survivor);
  const explained = cases.filter((one) => one.explained).length;
  const minutes = ((Date.now() - begunAtMs) / 60_000).toFixed(1);
  console.log(`${cases.length} mutants, ${survivors.length} unnoticed, ${explained} explained, in ${minutes} minutes`);
  process.exit(survivors.length > 0 ? 1 : 0);
}

function casesOf(subject: Subject): Case[] {
  const source = readFileSync(inProject(`src/${subject.file}`), "utf8");
  return mutantsOf(subject.file, source).map((mutant) => ({
    subject,
    mutant,
    name: nameOf(mutant, source),
    explained: explanationOf(mutant, source),
  }));
}

/** Without a mutant all tests pass: else each mutant would seem to be noticed. */
async function standsFirst(bench: Bench, { file, near, far }: Subject): Promise<void> {
  const fails = await bench.ask({ mutant: undefined, tests: [...near, ...far] });
  if (fails !== undefined) throw new Refusal(`a test of ${file} fails as it is: ${fails}`);
}

async function noticed(bench: Bench, { subject: { near, far }, mutant, explained }: Case): Promise<string | undefined> {
  const nearby = await bench.ask({ mutant, tests: near });
  if (nearby !== undefined || far.length === 0 || explained) return nearby;
  // Twice, since a test that fails by chance on a busy machine would hide a survivor.
  const farther = await bench.ask({ mutant, tests: far });
  return farther === undefined ? undefined : bench.ask({ mutant, tests: far });
}

/** Each of the benches takes the next that is left. */
async function inTurn<T>(
  all: readonly T[],
  benches: readonly Bench[],
  work: (bench: Bench, one: T) => Promise<void>,
): Promise<void> {
  const left = [...all];
  await Promise.all(
    benches.map(async (bench) => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await work(bench, one);
    }),
  );
}
