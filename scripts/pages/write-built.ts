// Writes built files to dist/: they are neither committed nor sources.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { inProject } from "../lib/project.ts";

/** A file of dist/assets by its name, which has no hash. */
export type Asset = readonly [name: string, content: string | Buffer];

/**
 * Servers that start at the same time build at the same time, so this replaces the file atomically,
 * and only if it changed.
 */
export function writeBuilt(name: string, content: string | Buffer): void {
  const file = inProject(`dist/${name}`);
  if (current(file)?.equals(Buffer.from(content))) return;
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = inProject(`dist/.${process.pid}`);
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}

/** Removes what an earlier build has left in a folder of dist/. */
export function keepOnly(folder: string, files: ReadonlySet<string>): void {
  for (const file of readdirSync(inProject(`dist/${folder}`)))
    if (!files.has(file)) rmSync(inProject(`dist/${folder}/${file}`), { force: true });
}

function current(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
