// The bills of materials in CycloneDX, made by npm from the lock file: one of what runs in the
// worker, one of all that it is built and tested with (docs/decisions/057-a-release.md).
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inProject } from "../lib/project.ts";
import { outputOf } from "./output-of.ts";
import { withFolder } from "./with-folder.ts";

const NOT_RUN = ["devDependencies", "optionalDependencies"];

/**
 * `npm sbom --omit=dev` leaves out what a tool needs as well (npm 11: jose, which openid-client
 * needs), and such a bill would hide the package that signs our tokens. So it is made of a project
 * that has no tools.
 */
export async function billOfMaterials(which: "run" | "build"): Promise<string> {
  return withFolder(async (parent) => {
    // npm gives the component the name of its folder.
    const folder = join(parent, "tiqr-edge");
    await mkdir(folder);
    const [description, lock] = await Promise.all(["package.json", "package-lock.json"].map(read));
    for (const root of [description, lock.packages[""]])
      for (const key of which === "run" ? NOT_RUN : []) delete root[key];
    await writeFile(join(folder, "package.json"), JSON.stringify(description));
    await writeFile(join(folder, "package-lock.json"), JSON.stringify(lock));
    const command = ["npm", "sbom", "--sbom-format=cyclonedx", "--sbom-type=application", "--package-lock-only"];
    return outputOf(command, folder);
  });
}

const read = async (path: string) => JSON.parse(await readFile(inProject(path), "utf8"));
