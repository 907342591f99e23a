// What a release consists of: what is checked, and what is made. Each step has a name, by which a
// dry run can leave it out.
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inProject, wranglerEnvironment } from "../lib/project.ts";
import { archive } from "./archive.ts";
import { outputOf } from "./output-of.ts";
import { packClient } from "./pack-client.ts";
import type { Release } from "./ready.ts";
import { billOfMaterials } from "./sbom.ts";

/** The scripts of package.json that must pass, the quick ones first. */
const CHECKS = ["typecheck", "lint", "test"] as const;
/** Minutes each. A dry run has them with `--all`. */
export const SLOW_CHECKS = ["test:around", "test:deep", "test:serve", "test:browser"] as const;

interface Making {
  readonly release: Release;
  /** Where the artifacts go. */
  readonly folder: string;
  readonly repository: string | undefined;
}

const MADE: Readonly<Record<string, (making: Making) => Promise<void>>> = { worker, client, site, sbom };

export const RELEASE_STEPS: readonly string[] = [...CHECKS, ...SLOW_CHECKS, ...Object.keys(MADE)];

/** @throws CommandError if the step fails. */
export async function takeStep(step: string, making: Making): Promise<void> {
  await (MADE[step]?.(making) ?? outputOf(["npm", "run", "-s", step]));
}

/**
 * The worker as it is deployed, with its migrations: `wrangler deploy` takes the folder, which is
 * tried. Its source map names paths from where it is built, the same place in each clone.
 */
async function worker({ release, folder }: Making): Promise<void> {
  const built = inProject(".wrangler/release");
  await rm(built, { recursive: true, force: true });
  await wrangler(["deploy", "--dry-run", "--env=", "--outdir", join(built, "dist")]);
  // Wrangler writes there when it has built.
  await rm(join(built, "dist/README.md"), { force: true });
  await outputOf(["cp", "-r", "migrations", "LICENSE", built]);
  await outputOf(["cp", "-r", "dist/assets", join(built, "dist")]);
  await writeFile(join(built, "wrangler.toml"), builtConfig(await readFile(inProject("wrangler.toml"), "utf8")));
  await wrangler(["deploy", "--dry-run", "--env="], built);
  await rm(join(built, ".wrangler"), { recursive: true, force: true });
  await archive(built, join(folder, `tiqr-edge-worker-${release.version}.tar.gz`), release);
}

/** The tables that only a build reads. */
const OF_BUILDS = /^\[(build|alias)\]\n(?:[^[\n].*\n)*/gm;

/**
 * wrangler.toml for this folder, which has the built worker and no sources: nothing is built or
 * bundled there. What `npm run setup` writes into it stays where it is.
 */
const builtConfig = (toml: string): string =>
  toml.replace(OF_BUILDS, "").replace(/^main = .*$/m, 'main = "dist/index.js"\nno_bundle = true');

const wrangler = (args: readonly string[], folder?: string): Promise<string> =>
  outputOf(
    [process.execPath, inProject("node_modules/wrangler/bin/wrangler.js"), ...args],
    folder,
    wranglerEnvironment,
  );

async function client({ folder, repository }: Making): Promise<void> {
  await packClient(folder, repository);
}

async function site({ release, folder }: Making): Promise<void> {
  if (!existsSync(inProject("site/node_modules"))) await outputOf(["npm", "ci", "--prefix", "site"]);
  await outputOf(["npm", "run", "-s", "docs"]);
  await archive(inProject("site/dist"), join(folder, `tiqr-edge-documents-${release.version}.tar.gz`), release);
}

async function sbom({ release, folder }: Making): Promise<void> {
  const write = (name: string, text: string) => writeFile(join(folder, `${name}-${release.version}.cdx.json`), text);
  await write("tiqr-edge", await billOfMaterials("run"));
  await write("tiqr-edge-build", await billOfMaterials("build"));
}
