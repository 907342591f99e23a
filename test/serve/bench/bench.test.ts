// The benchmark works at all, with a few requests of each kind. What it measures here says nothing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { STEP_NAMES } from "../../../bench/steps/steps.ts";
import { inProject } from "../../../scripts/lib/project.ts";

async function bench(...options: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [inProject("bench/bench.ts"), "--quick", ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
  const [code] = await once(child, "close");
  return { code, said };
}

describe.skipIf(process.platform !== "linux")("a quick run", { timeout: 600_000 }, () => {
  it("measures each step of the service and of the floor, and counts their rows", async () => {
    const { code, said } = await bench();
    expect(code, said).toBe(0);
    // In the tables of ratios, times and rows.
    for (const step of STEP_NAMES)
      expect([step, said.match(new RegExp(`^\\| ${step} +\\|`, "gm"))?.length]).toEqual([step, 3]);
    expect(said).not.toContain("Written: ");
    // Four requests of each step say nothing about time.
    expect(said).toContain("not judged: ");
    expect(said).not.toMatch(/^missed: .* at a time/m);
  });

  it("counts what requests read in a database that it has filled", async () => {
    const { code, said } = await bench("--size");
    expect([code, said]).toEqual([0, expect.stringMatching(/^\| token list +\| +[\d.]+ +\| +[\d.]+ +\| +[\d,]+ +\|/m)]);
    expect(said).not.toContain("Written: ");
  });
});
