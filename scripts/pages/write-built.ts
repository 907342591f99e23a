// Writes built files to dist/: they are neither committed nor sources.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { inProject } from "../lib/project.ts";

/**
 * Servers that start at the same time build at the same time, so this replaces the file atomically,
 * and only if it changed.
 */
export function writeBuilt(name: string, text: string): void {
  const file = inProject(`dist/${name}`);
  if (current(file) === text) return;
  mkdirSync(inProject("dist"), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}

function current(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
