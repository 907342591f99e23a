// wrangler.toml for those who bring the secrets themselves. With `secrets.required` wrangler takes
// no other secret from .dev.vars, and warns of each that it finds neither there nor in the
// environment.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { inProject } from "./project.ts";

/**
 * Writes it to a file beside wrangler.toml, from where its paths lead to the same places, and
 * returns the path. Others may read that file at the same time, so it is replaced at once.
 */
export function writeWithOwnSecrets(name: `.wrangler.${string}.toml`): string {
  const file = inProject(name);
  const toml = readFileSync(inProject("wrangler.toml"), "utf8");
  writeFileSync(`${file}.${process.pid}`, toml.replace(/^\[secrets\]\nrequired = .*$/m, ""));
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
