// Follows the documents: the commands of README.md and docs/first-login.md in order, in one shell,
// and those of the other documents where they fit in. The output must look like that in the
// documents, and nothing may be left behind.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WITH_EXAMPLES } from "../../../scripts/docs/examples/made.ts";
import { freePort } from "../../../scripts/lib/port.ts";
import { inProject } from "../../../scripts/lib/project.ts";
import { asksTheService, type Block, DOCUMENTS, runnable, worksOnTheFolder } from "./doc-blocks.ts";

const WALK = "docs/first-login.md";
const LONGEST_MS = 300_000;

const steps = runnable(WALK);
const stop = steps.findIndex(({ commands }) => commands[0]?.startsWith("kill $SERVER"));
const elsewhere = DOCUMENTS.filter((document) => document !== WALK && !WITH_EXAMPLES.includes(document)).flatMap(
  runnable,
);
const blocks: readonly Block[] = [
  ...elsewhere.filter((block) => !asksTheService(block) && !worksOnTheFolder(block)),
  ...steps.slice(0, stop),
  ...elsewhere.filter(asksTheService),
  ...steps.slice(stop, stop + 1),
  ...elsewhere.filter(worksOnTheFolder),
  ...steps.slice(stop + 1),
];

/** Values that differ from run to run, by their kind. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\S*\/tmp\.\w+/g, "FOLDER"],
  [/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT"],
  [/TiQR[0-9A-F]{8}/g, "SERIAL"],
  [/(session=|enrol\/)[\w-]{22}/g, "$1KEY"],
  [/\b\d{20}\b/g, "ID"],
  [/\/[0-9a-f]{10}\//g, "/QUESTION/"],
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d\.\d{3})?/g, "TIME"],
  [/^(password: )[\w-]{24}$/, "$1PASSWORD"],
  [/^\[\d+,/, "[NUMBER,"],
  [/^\d+( rows, )\d+/, "N$1N"],
  [/\d+\]$/, "N]"],
];
const shapeOf = (line: string): string =>
  SHAPES.reduce((text, [pattern, name]) => text.replace(pattern, name), line.replace(/ +/g, " "));

let temporary = "";
let before: readonly string[];
/** The output of each block. */
let wrote: readonly (readonly string[])[];

const inFolder = (): string[] =>
  readdirSync(inProject(".")).filter((name) => ![".wrangler", "dist", "coverage"].includes(name));

beforeAll(async () => {
  for (const tool of ["jq", "curl", "openssl"])
    try {
      execFileSync("sh", ["-c", `command -v ${tool}`]);
    } catch {
      throw new Error(`${WALK} needs ${tool}, which is not on this machine: install it, as the document says.`);
    }
  temporary = mkdtempSync(join(tmpdir(), "walk-test-"));
  before = inFolder();
  const text = await follow(await freePort(0));
  const [, ...parts] = text.split(/^@@@.*\n/m);
  wrote = parts.map((part) => part.split("\n").filter((line) => line !== ""));
}, LONGEST_MS);
afterAll(() => temporary && rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }));

/** In its own process group, which ends with it whatever a block has left running. */
async function follow(port: number): Promise<string> {
  const script = blocks.map(({ where, commands }) => `printf '\\n@@@ %s\\n' '${where}'\n${commands.join("\n")}\n`);
  // Otherwise npm would keep its compiled code in the temporary folder.
  const npm = { NODE_DISABLE_COMPILE_CACHE: "1" };
  const env = { ...process.env, ...npm, TMPDIR: temporary, MASTER_KEY: "", MASTER_KEY_PREVIOUS: "", PUBLIC_URL: "" };
  const shell = spawn("bash", ["-c", `exec 2>&1\n${script.join("").replaceAll("8787", String(port))}`], {
    cwd: inProject("."),
    env,
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  const late = setTimeout(() => process.kill(-Number(shell.pid), "SIGKILL"), LONGEST_MS - 10_000);
  let text = "";
  shell.stdout.setEncoding("utf8").on("data", (more) => {
    text += more;
  });
  await once(shell, "close");
  clearTimeout(late);
  return text;
}

it("starts the service in its first block, and stops it in a later one", () => {
  expect(steps[0]?.commands.join("\n")).toContain("npm run -s serve");
  expect(stop).toBeGreaterThan(0);
});

it.each(blocks.map(({ where, shown }, index) => ({ where, shown, index })))("$where", ({ shown, index }) => {
  if (!shown) return expect(wrote[index]?.join("\n")).not.toMatch(/error|not found/i);
  expect(wrote[index]?.map(shapeOf)).toEqual(shown.map(shapeOf));
});

it("ends the demo with an accepted login", () => {
  const demo = blocks.findIndex(({ commands }) => commands.includes("npm run demo"));
  expect(wrote[demo]?.at(-1)).toBe("login accepted");
});

it("leaves nothing behind", () => {
  expect(readdirSync(temporary)).toEqual([]);
  expect(inFolder()).toEqual(before);
});
