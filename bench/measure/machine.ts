// The facts about the machine that a reader needs to judge the numbers. Its name is left out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, totalmem, type } from "node:os";
import type { Machine } from "../report/result.ts";

export function describeMachine(): Machine {
  const inMiniflare = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  const { version } = JSON.parse(readFileSync(inMiniflare.resolve("workerd/package.json"), "utf8"));
  return {
    cpu: cpus()[0]?.model.trim() || "an unnamed processor",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split("-")[0]}`,
    node: process.versions.node,
    workerd: version,
  };
}
