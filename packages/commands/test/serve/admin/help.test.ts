// The help of `npm run admin`, and the bar: all from one table of commands.
import { describe, expect, it } from "vitest";
import { run } from "../../../../../test/serve/support/state.ts";
import { TiqrManagement } from "../../../../client/index.js";
import { importing } from "../../../admin/api/import-users.ts";
import { resultsOf } from "../../../admin/api/job-results.ts";
import { readCommand } from "../../../admin/command.ts";
import { helpOfAll, helpOfCommand, helpOfNoun, ON_DATABASE } from "../../../admin/help.ts";
import { NOUNS } from "../../../admin/nouns.ts";
import { print } from "../../../admin/output.ts";
import { barOf, createProgress } from "../../../admin/progress.ts";

const COMMANDS = Object.entries(NOUNS).flatMap(([noun, { actions }]) =>
  Object.entries(actions).map(([action, command]) => [noun, action, command] as const),
);

describe("--help", () => {
  it("names every noun and every command on the database", () => {
    for (const name of [...Object.keys(NOUNS), ...Object.keys(ON_DATABASE)])
      expect(helpOfAll().some((line) => line.startsWith(`  ${name} `) || line === `  ${name}`)).toBe(true);
  });

  it.each(COMMANDS)("explains %s %s with each option, in lines that fit a terminal", (noun, action, command) => {
    expect(helpOfNoun(noun, NOUNS[noun] as never).join("\n")).toContain(`  ${action}`);
    const help = helpOfCommand(noun, action, command);
    expect(help[2]).toMatch(/^[A-Z].*\.$/);
    for (const option of ["url", "json", ...Object.keys(command.options ?? {})])
      expect(help.some((line) => line.startsWith(`  --${option}`))).toBe(true);
    expect(Math.max(...help.map((line) => line.length))).toBeLessThanOrEqual(130);
  });

  it.each([[["--help"]], [["tokens", "--help"]], [["tokens", "show", "--help"]], [["list", "--help"]]])(
    "is written for %j, with exit code 0",
    async (args) => {
      const { code, stdout, stderr } = await run("admin", args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^Usage: npm run admin -- /);
    },
  );
});

describe("arguments", () => {
  const read = (...args: string[]) => readCommand(importing, args, "Usage");

  it("may be ids that begin with a dash, which are no options", () => {
    expect(read("--checked", "-gZ3", "--apply").text("checked")).toBe("-gZ3");
    expect(read("-gZ3").name).toBe("-gZ3");
    expect(read("--", "--Z3").name).toBe("--Z3");
    expect(() => read("-h")).toThrow("Unknown option '-h'");
    expect(() => read("--fly")).toThrow("Unknown option '--fly'");
  });
});

it("a row for people has no JSON in it", async () => {
  const lines: string[] = [];
  const row = { id: "1", token: { state: "active", uses: 2 }, hours: [{ from: "8:00", count: 1 }, { from: "9:00" }] };
  async function* rows() {
    yield row;
  }
  const progress = createProgress(process.stderr);
  await print(rows(), {}, { json: false, write: (line) => lines.push(line), progress });
  expect(lines).toEqual(["id: 1", "token: state: active, uses: 2", "hours:", "  from: 8:00, count: 1", "  from: 9:00"]);
});

it("a job that waits for the next day's mail is not waited for, and its result so far is shown", async () => {
  const again_at = new Date(Date.now() + 3600_000).toISOString();
  const mail = { sent: 1, not_sent: 0, waits_for: "limit", again_at };
  const job = { id: "J1", state: "running", done: 1, total: 2, failed: 0, reason: "", mail, ended_at: null };
  const fetch = async (url: string) =>
    url.endsWith("/result")
      ? new Response('"line","outcome"\r\n"1","made"\r\n"2","not-reached"\r\n')
      : Response.json({ result: { status: true, value: job } });
  const manage = new TiqrManagement({ baseUrl: "http://127.0.0.1:1", apiKey: "pi_1_2", fetch });
  const lines: (string | undefined)[] = [];
  const context = { manage, progress: createProgress(process.stderr), failed: (why?: string) => lines.push(why) };
  const outcomes: unknown[] = [];
  for await (const row of resultsOf(context as never, "J1")) outcomes.push(row);
  expect(outcomes).toEqual([
    { line: 1, outcome: "made" },
    { line: 2, outcome: "not-reached" },
  ]);
  expect(lines).toEqual([`The job waits with its mail until ${again_at} (limit): jobs result J1.`]);
});

describe("the bar", () => {
  it("shows how far the work is", () => {
    expect(barOf(0, 4)).toBe(`[${" ".repeat(24)}] 0 of 4`);
    expect(barOf(2, 4)).toBe(`[${"#".repeat(12)}${" ".repeat(12)}] 2 of 4`);
    expect(barOf(0, 0)).toBe(`[${"#".repeat(24)}] 0 of 0`);
    expect(barOf(17)).toBe("17 ...");
  });

  it.each([true, false])("is written at a terminal only: %s", (isTTY) => {
    const written: string[] = [];
    const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
    const progress = createProgress(stream);
    progress.step(1, 2);
    progress.clear();
    expect(written.length).toBe(isTTY ? 2 : 0);
  });
});
