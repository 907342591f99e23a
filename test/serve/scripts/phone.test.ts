// `npm run phone` explains itself: asked, on stdout; after a mistake, on stderr.
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";

it.each([
  [["--help"], 0],
  [["login", "--help"], 0],
  [["fly", "tiqrauth://x"], 2],
  [["enrol", "tiqrenroll://https//x", "--app", "windows"], 2],
])("npm run phone -- %j ends with %i", (args, code) => {
  const ran = spawnSync(process.execPath, [inProject("phone/cli.ts"), ...args], { encoding: "utf8" });
  expect(ran.status).toBe(code);
  const [asked, other] = code === 0 ? [ran.stdout, ran.stderr] : [ran.stderr, ran.stdout];
  expect(asked).toContain("npm run phone -- login <URL of a login QR code>");
  expect(other).toBe("");
});
