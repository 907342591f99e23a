// npm run release -- [--dry-run [--all] [--skip STEP,...]] [--tag TAG] [--out DIR] Checks the
// source, makes what a release consists of, with SHA-256 sums, and makes the tag. It sends nothing
// anywhere: .github/workflows/release.yml publishes, once the tag is pushed, and builds with
// `--tag`, which makes none. `--dry-run` makes everything but the tag.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { readArguments } from "./lib/arguments.ts";
import { CommandError, giveUp, inProject } from "./lib/project.ts";
import { writeSums } from "./release/archive.ts";
import { outputOf } from "./release/output-of.ts";
import { type Release, readyRelease } from "./release/ready.ts";
import { RELEASE_STEPS, SLOW_CHECKS, takeStep } from "./release/release-steps.ts";

const usage = `Usage: npm run release -- [--dry-run [--all] [--skip ${RELEASE_STEPS.join("|")}]] [--tag TAG] [--out DIR]`;

const options = {
  "dry-run": { type: "boolean", default: false },
  all: { type: "boolean", default: false },
  skip: { type: "string", default: "" },
  tag: { type: "string" },
  out: { type: "string" },
} as const;

const readRequest = () =>
  readArguments(usage, { options }, ({ values: { "dry-run": dryRun, all, skip, tag, out } }) => {
    const skipped = skip.split(",").filter(Boolean);
    const unknown = skipped.find((step) => !RELEASE_STEPS.includes(step));
    if (unknown !== undefined) throw new Error(`There is no step ${unknown}.`);
    if (!dryRun && (all || skipped.length > 0)) throw new Error("--all and --skip are for a --dry-run.");
    return { dryRun, tag, out, leftOut: [...skipped, ...(dryRun && !all ? SLOW_CHECKS : [])] };
  });

const say = (line: string): void => console.log(line);

async function release(): Promise<void> {
  const { dryRun, tag: built, out, leftOut } = readRequest();
  const ready = await readyRelease(built);
  const { version, tag, commit, notes, day } = ready;
  say(`tiqr-edge ${version}, commit ${commit.slice(0, 12)}, tag ${tag}`);
  if (day === undefined)
    tellOrRefuse(dryRun, `CHANGELOG.md says no day for ${version}. Write it as in "## [${version}] - 2027-01-31".`);

  const folder = emptyFolder(out, tag);
  const repository = await repositoryAddress();
  if (!repository) say("No address of the repository is known, so the client package names none.");
  for (const step of RELEASE_STEPS) {
    if (leftOut.includes(step))
      say(`${step.padEnd(12)} left out${SLOW.includes(step) ? ", because it is slow: --all" : ""}`);
    else say(`${step.padEnd(12)} ${await timed(() => takeStep(step, { release: ready, folder, repository }))}`);
  }
  writeFileSync(join(folder, "NOTES.md"), `${notes}\n`);
  for (const { name, bytes, sha256 } of writeSums(folder)) say(`${sha256}  ${name} (${bytes} bytes)`);
  say(`All of it is in ${relative(process.cwd(), folder) || "."}, with SHA256SUMS.`);
  // A check or a build that writes into the tree has found something that is not committed.
  await readyRelease(built);
  await makeTag(ready, { dryRun, built });
}

const SLOW: readonly string[] = SLOW_CHECKS;

/** What stands in a folder that somebody names is not ours to remove. */
function emptyFolder(out: string | undefined, tag: string): string {
  const folder = out === undefined ? inProject(`release/${tag}`) : resolve(out);
  if (out === undefined) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new CommandError(`--out ${out} is not empty.`);
  return folder;
}

function tellOrRefuse(dryRun: boolean, problem: string): void {
  if (!dryRun) throw new CommandError(problem);
  say(`Not yet: ${problem}`);
}

async function timed(work: () => Promise<void>): Promise<string> {
  const begun = performance.now();
  await work();
  return `done in ${Math.ceil((performance.now() - begun) / 1000)} s`;
}

/** GitHub's own while its workflow runs, and otherwise that from which this clone was made. */
async function repositoryAddress(): Promise<string | undefined> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env;
  const origin =
    server && name ? `${server}/${name}` : await outputOf(["git", "remote", "get-url", "origin"]).catch(() => "");
  const address = origin
    .trim()
    .replace(/^git@([^:]+):/, "https://$1/")
    .replace(/\.git$/, "");
  return /^https:\/\/[^\s@]+$/.test(address) ? address : undefined;
}

async function makeTag({ tag, version }: Release, { dryRun, built }: { dryRun: boolean; built: string | undefined }) {
  if (built !== undefined) return;
  if (dryRun) return say(`A dry run: ${tag} is not a tag yet, and nothing was published.`);
  await outputOf(["git", "tag", "--annotate", tag, "--message", `tiqr-edge ${version}`]);
  say(`${tag} is a tag here. Next: git push origin ${tag}, and .github/workflows/release.yml publishes it.`);
}

await release().catch(giveUp);
