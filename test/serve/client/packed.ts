// The client package as people get it: packed by npm, and installed from the tarball into a new
// folder, without a network.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { outputOf } from "../../../scripts/release/output-of.ts";
import { packClient } from "../../../scripts/release/pack-client.ts";

export interface PackedPackage {
  /** The paths in the tarball. */
  readonly files: readonly string[];
  /**
   * A new folder with this package.json, in which the package is installed. It goes when the tests
   * of the file end.
   */
  freshProject(description: object): Promise<string>;
}

/** Returns a function that returns the packed client once tests run. */
export function withPackedClient(): () => PackedPackage {
  const folders: string[] = [];
  let packed: PackedPackage | undefined;
  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), "fresh-test-"));
    folders.push(folder);
    return folder;
  };
  beforeAll(async () => {
    const place = newFolder();
    const { files, tarball } = await packClient(place);
    packed = {
      files,
      async freshProject(description) {
        const folder = newFolder();
        writeFileSync(join(folder, "package.json"), JSON.stringify(description));
        const args = ["install", "--offline", "--no-audit", "--no-fund", tarball];
        await outputOf(["npm", ...args], folder);
        return folder;
      },
    };
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return () => packed as PackedPackage;
}

/**
 * The first Node on the PATH that no npm script has put there. It may be older than the project's
 * own.
 */
export const hostNode =
  (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => join(folder, "node"))
    .find((path) => existsSync(path)) ?? process.execPath;
