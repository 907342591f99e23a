// The last release, laid out from the history of this repository (docs/decisions/035).
import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "../../../scripts/lib/project.ts";

const git = (...args: string[]): string =>
  execFileSync("git", args, { cwd: inProject("."), encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

/** The newest tag's commit, or this one until there is a tag; undefined without the history. */
export function lastRelease(beforeTheFirstTag: string): string | undefined {
  try {
    const [newest] = git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname").split("\n");
    return git("rev-parse", "--verify", `${newest || beforeTheFirstTag}^{commit}`);
  } catch {
    // A shallow clone, or a folder without the repository.
    return undefined;
  }
}

/** Lays out the files of a commit in this folder, beside the packages of today, and says where. */
export function checkOut(commit: string, folder: string): string {
  const [archive, source] = [join(folder, "release.tar"), join(folder, "source")];
  git("archive", "--format=tar", "--prefix=source/", "--output", archive, commit);
  execFileSync("tar", ["-xf", archive, "-C", folder]);
  symlinkSync(inProject("node_modules"), join(source, "node_modules"));
  return source;
}

/** For the name of a test that needs it. */
export const leftOutWithout = (release: string | undefined): string =>
  release === undefined ? " (left out: a shallow clone or a copy has no last release)" : "";
