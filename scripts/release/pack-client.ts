// The client package as people get it: the tarball that npm makes of packages/client. It is packed
// from a copy, because only a release knows the address of its repository, without which npm can
// attest nothing, and the links of the README lead nowhere on a registry's page.
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inProject } from "../lib/project.ts";
import { outputOf } from "./output-of.ts";
import { withFolder } from "./with-folder.ts";

interface PackedClient {
  readonly tarball: string;
  /** The paths in it. */
  readonly files: readonly string[];
}

const DIRECTORY = "packages/client";

/** `repository`: such as `https://github.com/owner/name`. */
export function packClient(folder: string, repository?: string): Promise<PackedClient> {
  return withFolder(async (copy) => {
    await cp(inProject(DIRECTORY), copy, { recursive: true });
    const file = join(copy, "package.json");
    const description = JSON.parse(await readFile(file, "utf8"));
    if (repository) description.repository = { type: "git", url: `git+${repository}.git`, directory: DIRECTORY };
    await writeFile(file, `${JSON.stringify(description, undefined, 2)}\n`);
    const output = await outputOf(["npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder], copy);
    const [{ filename, files }] = JSON.parse(output) as [{ filename: string; files: { path: string }[] }];
    return { tarball: join(folder, filename), files: files.map(({ path }) => path).sort() };
  });
}
