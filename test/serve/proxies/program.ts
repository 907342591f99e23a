// A proxy as a process of its own, by a configuration from the documents.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { isListening } from "../../../scripts/lib/port.ts";
import { inProject } from "../../../scripts/lib/project.ts";

/** The first of these programs that is there. */
export const program = (...paths: readonly (string | undefined)[]): string | undefined =>
  paths.find((path) => path !== undefined && existsSync(path));

/**
 * A document's block in this language, changed for this machine. Each change has to find something.
 */
export function snippet(document: string, language: string, changes: readonly (readonly [RegExp, string])[]): string {
  const text = readFileSync(inProject(document), "utf8");
  const [, block = ""] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text) ?? [];
  return changes.reduce((all, [from, to]) => {
    expect([from, from.test(all)]).toEqual([from, true]);
    return all.replace(from, to);
  }, block);
}

export interface RunningProgram {
  stop(): Promise<void>;
}

/** Starts the program, and waits until it listens on the port. */
export async function startProgram(
  command: readonly string[],
  port: number,
  env: Record<string, string>,
): Promise<RunningProgram> {
  const [path = "", ...args] = command;
  const child: ChildProcess = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`${path} has ended: ${output}`);
    await sleep(100);
  }
  return {
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
