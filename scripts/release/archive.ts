// Archives that are equal byte for byte whoever makes them from the same commit, and the sums by
// which a download is compared with them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { outputOf } from "./output-of.ts";
import type { Release } from "./ready.ts";

/** What differs between two machines is left out: order, owner, rights and time (GNU tar). */
export async function archive(from: string, to: string, { committedAtSeconds }: Release): Promise<void> {
  const same = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=u=rwX,go=rX", "--format=ustar"];
  await outputOf(["tar", "-cf", `${to}.tar`, ...same, `--mtime=@${committedAtSeconds}`, "-C", from, "."]);
  writeFileSync(to, gzipSync(readFileSync(`${to}.tar`), { level: 9 }));
  await outputOf(["rm", `${to}.tar`]);
}

interface Artifact {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

const SUMS = "SHA256SUMS";

/** Writes the sums of all files in the folder, as `sha256sum --check` reads them. */
export function writeSums(folder: string): readonly Artifact[] {
  const artifacts = readdirSync(folder)
    .filter((name) => name !== SUMS)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
      return { name, bytes: statSync(path).size, sha256 };
    });
  writeFileSync(join(folder, SUMS), artifacts.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(""));
  return artifacts;
}
