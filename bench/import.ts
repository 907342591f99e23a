// npm run bench:import [-- --tokens N] [--from FORMAT] [--pins]: how long `npm run import` takes
// for N tokens (100 000) into an empty local database, its CPU time, and the memory of its process
// at most (Linux). The commands' own start is included. FORMAT is stepup-sql, eduid, or
// privacyidea-pi or privacyidea-yaml, where --pins gives each token a hash of a PIN.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argumentsOrEnd, countIn } from "../scripts/lib/arguments.ts";
import { inProject } from "../scripts/lib/project.ts";
import { startServer } from "../scripts/serve/start-server.ts";
import {
  writeEduidRegistrations,
  writePrivacyIdeaTokens,
  writePrivacyIdeaYaml,
  writeStepupUsers,
} from "./import/users.ts";
import { CpuClock, peakMb } from "./measure/process.ts";

const FORMATS = ["stepup-sql", "eduid", "privacyidea-pi", "privacyidea-yaml"];
const options = {
  tokens: { type: "string", default: "100000" },
  from: { type: "string", default: "stepup-sql" },
  pins: { type: "boolean", default: false },
} as const;
const { tokens, from, pins } = argumentsOrEnd(
  `Usage: npm run bench:import [-- --tokens N] [--from ${FORMATS.join("|")}] [--pins]`,
  { options },
  ({ values }) => {
    if (!FORMATS.includes(values.from)) throw new Error(`--from must be one of ${FORMATS.join(", ")}.`);
    return { ...values, tokens: countIn("--tokens", values.tokens) };
  },
);
const folder = mkdtempSync(join(tmpdir(), "bench-import-"));
const state = join(folder, "state");

interface Use {
  /**
   * With that of the processes that it has started: how busy the machine is plays no part in it.
   */
  readonly cpuMs: number;
  /** Not a number where a process that has just ended no longer tells. */
  readonly peakMb: number;
}

const clocks = new Map<number, CpuClock>();

function clockOf(pid: number): CpuClock {
  const clock = clocks.get(pid) ?? new CpuClock(pid);
  clocks.set(pid, clock);
  return clock;
}

/** Undefined where there is no /proc, and of a process that has ended. */
function useOf(pid: number): Use | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
    const times = [pid, ...children].map((each) => clockOf(Number(each)).readMs());
    return { cpuMs: times.reduce((sum, each) => sum + each, 0), peakMb: peakMb(pid) };
  } catch {
    return undefined;
  }
}

async function runImport(args: readonly string[]): Promise<string> {
  const begun = performance.now();
  const child = spawn(process.execPath, [inProject("packages/commands/import.ts"), ...args, "--state", state], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  let most: Use | undefined;
  const timer = setInterval(() => {
    const use = useOf(child.pid ?? 0);
    if (use && use.peakMb > 0 && use.cpuMs >= (most?.cpuMs ?? 0)) most = use;
  }, 100);
  const [code] = await once(child, "exit");
  clearInterval(timer);
  if (code !== 0) throw new Error(`npm run import ended with ${code}`);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  return `${seconds} s${most ? `, ${(most.cpuMs / 1000).toFixed(1)} s of CPU, ${Math.round(most.peakMb)} MB at most` : ""}`;
}

/** Writes the export, and returns the arguments that name it. */
function writeExport(): string[] {
  if (from === "privacyidea-pi") {
    const { file, keyFile } = writePrivacyIdeaTokens(folder, tokens, pins);
    return [file, "--key-file", keyFile];
  }
  if (from === "privacyidea-yaml") return [writePrivacyIdeaYaml(folder, tokens, pins)];
  if (from === "eduid") {
    const { file, keyFile } = writeEduidRegistrations(folder, tokens);
    return [file, "--key-file", keyFile];
  }
  writeStepupUsers(folder, tokens);
  return [folder];
}

try {
  await (await startServer({ state })).stop();
  const args = [...writeExport(), "--from", from, "--service-identifier", "127.0.0.1"];
  console.log(`dry run of ${tokens} tokens: ${await runImport(args)}`);
  console.log(`import of ${tokens} tokens: ${await runImport([...args, "--apply"])}`);
  console.log(`the same again, all here already: ${await runImport([...args, "--apply"])}`);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
