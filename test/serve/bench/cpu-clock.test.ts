// The benchmark's clock, read on a process that burns a known time of CPU.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { CpuClock } from "../../../bench/measure/process.ts";

/** Burns milliseconds, here or in a thread that ends, and says so. A line is an order. */
const PROGRAM = `
const { Worker } = require("node:worker_threads");
const BURN = "const until = (ms) => { const from = process.cpuUsage(); for (;;) { const { user, system } = process.cpuUsage(from); if ((user + system) / 1000 >= ms) return; } };";
eval(BURN + "globalThis.until = until");
require("node:readline").createInterface({ input: process.stdin }).on("line", (order) => {
  const [where, ms] = order.split(" ");
  const done = () => console.log("done");
  if (where === "here") { until(Number(ms)); done(); }
  else new Worker(BURN + "until(" + ms + ")", { eval: true }).on("exit", () => setTimeout(done, 50));
});
console.log("ready");
`;

let child: ChildProcess;
afterEach(() => child.kill("SIGKILL"));

async function burner(): Promise<{ clock: CpuClock; burn: (order: string) => Promise<void> }> {
  child = spawn(process.execPath, ["-e", PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout as NodeJS.ReadableStream);
  await once(lines, "line");
  const burn = async (order: string) => {
    child.stdin?.write(`${order}\n`);
    await once(lines, "line");
  };
  return { clock: new CpuClock(child.pid ?? 0), burn };
}

describe.skipIf(process.platform !== "linux")("a clock of CPU", () => {
  it("is finer than the hundredths of a second in which a process is accounted", async () => {
    const { clock, burn } = await burner();
    const times: number[] = [];
    for (let turn = 0; turn < 8; turn++) {
      await burn("here 2");
      times.push(clock.readMs());
    }
    const steps = times.slice(1).map((time, at) => time - (times[at] as number));
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(steps.some((ms) => ms < 10 && !Number.isInteger(ms))).toBe(true);
  });

  it("loses nothing of threads that have begun and ended between two readings, but a slack", async () => {
    const { clock, burn } = await burner();
    const before = clock.readMs();
    for (let thread = 0; thread < 3; thread++) await burn("thread 200");
    expect(clock.readMs() - before).toBeGreaterThan(600 - 40);
  });

  it("never goes back when a thread ends that it has read", async () => {
    const { clock, burn } = await burner();
    const burning = burn("thread 300");
    const readings = [clock.readMs()];
    for (let done = false; !done; ) {
      done = await Promise.race([burning.then(() => true), new Promise<false>((go) => setTimeout(go, 20, false))]);
      readings.push(clock.readMs());
    }
    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
    expect((readings.at(-1) ?? 0) - (readings[0] ?? 0)).toBeGreaterThan(300 - 40);
  });
});
