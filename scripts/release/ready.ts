// Whether this version can be released. What is released must be found again in the history, under
// a number that nothing else has, with a text that says what is new.
import { existsSync, readFileSync } from "node:fs";
import { CommandError, inProject } from "../lib/project.ts";
import { outputOf } from "./output-of.ts";

export interface Release {
  /** Such as `0.1.0`. */
  readonly version: string;
  /** `v` and the version. */
  readonly tag: string;
  readonly commit: string;
  readonly committedAtSeconds: number;
  /** The section of CHANGELOG.md, without its heading. */
  readonly notes: string;
  /** Undefined: CHANGELOG.md has no day yet. */
  readonly day: string | undefined;
}

/** Semantic Versioning 2.0.0, without metadata of a build, which tags and npm leave out. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/;

const git = async (...args: string[]): Promise<string> => (await outputOf(["git", ...args])).trim();
const versionIn = (path: string): string => JSON.parse(readFileSync(inProject(path), "utf8")).version;

/**
 * `built`: a tag that is there already, whose release is built.
 * @throws CommandError with the first thing that is in the way.
 */
export async function readyRelease(built: string | undefined): Promise<Release> {
  const version = versionIn("package.json");
  if (!VERSION.test(version)) throw new CommandError(`package.json has the version ${version}, which is none.`);
  for (const path of ["packages/client/package.json", "package-lock.json"])
    if (versionIn(path) !== version)
      throw new CommandError(`package.json has the version ${version}, ${path} has ${versionIn(path)}.`);
  const section = sectionOf(readFileSync(inProject("CHANGELOG.md"), "utf8"), version);
  if (!section) throw new CommandError(`CHANGELOG.md has no section "## [${version}]" that says what is new.`);

  if (!existsSync(inProject(".git"))) throw new CommandError("This folder is no clone, so nothing can be released.");
  const dirty = await git("status", "--porcelain");
  if (dirty !== "") throw new CommandError(`The tree is not clean; commit or remove this first: ${inLine(dirty)}.`);
  const tag = `v${version}`;
  const [commit = "", seconds] = (await git("log", "-1", "--format=%H %ct")).split(" ");
  const tagged = await commitOf(tag);
  if (built === undefined && tagged)
    throw new CommandError(`${tag} is a tag already (${tagged.slice(0, 12)}): raise the version in package.json.`);
  if (built !== undefined && built !== tag)
    throw new CommandError(`The tag is ${built}, but package.json has the version ${version}.`);
  if (built !== undefined && tagged !== commit)
    throw new CommandError(`${tag} is not the commit that is checked out, ${commit.slice(0, 12)}.`);
  return { version, tag, commit, committedAtSeconds: Number(seconds), ...section };
}

const commitOf = async (tag: string): Promise<string | undefined> =>
  (await git("for-each-ref", "--format=%(*objectname) %(objectname)", `refs/tags/${tag}`)).split(" ")[0] || undefined;

/** The first names of `git status`. */
function inLine(status: string): string {
  const names = status.split("\n").map((line) => line.slice(2).trim());
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

interface Section {
  readonly notes: string;
  /** Undefined for a word such as `unreleased`. */
  readonly day: string | undefined;
}

/**
 * The section of a version in CHANGELOG.md, which follows Keep a Changelog:
 * `## [1.2.0] - 2027-01-31`. Undefined if there is no such section, or nothing in it.
 */
function sectionOf(changelog: string, version: string): Section | undefined {
  const [heading, ...rest] =
    changelog
      .split(/^## /m)
      .find((part) => part.startsWith(`[${version}]`))
      ?.split("\n") ?? [];
  const notes = rest.join("\n").trim();
  if (heading === undefined || notes === "") return undefined;
  return { notes, day: / - (\d{4}-\d\d-\d\d)$/.exec(heading.trim())?.[1] };
}
