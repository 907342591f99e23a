// What `npm run import` does by its options, and what it says: each is tried on the database, not only in the sums.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { writePrivacyIdeaYaml } from "../../../bench/import/users.ts";
import { makeStates, run, type States } from "../state.ts";
import { databaseOf } from "./database-of.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

let states: States;
let folder = "";
let yaml: string[] = [];
let stepup: string[] = [];
beforeAll(async () => {
  states = await makeStates();
  folder = mkdtempSync(join(tmpdir(), "options-test-"));
  yaml = [writePrivacyIdeaYaml(folder, 2, true), "--from", "privacyidea-yaml"];
  mkdirSync(join(folder, "stepup"));
  const [good, short] = ["ab".repeat(32), "ab".repeat(8)];
  writeFileSync(join(folder, "stepup/user.csv"), `id,userid,secret\n1,anna,${good}\n2,berta,${short}\n`);
  stepup = [join(folder, "stepup"), "--from", "stepup-sql"];
});
afterAll(() => {
  states?.remove();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
const peopleIn = (state: string) => databaseOf(state, "SELECT user, realm FROM token ORDER BY user");

it("--pins none leaves no PIN, and --pins carry each", async () => {
  for (const [pins, count] of [
    ["none", 0],
    ["carry", 2],
  ]) {
    const state = states.copy();
    const { code } = await run("import", [...yaml, "--pins", `${pins}`, "--apply", "--state", state]);
    const found = databaseOf(state, "SELECT count(sealed_pin) AS pins, count(*) AS tokens FROM token");
    expect([pins, code, found]).toEqual([pins, 0, [{ pins: count, tokens: 2 }]]);
  }
});

it("--realm is of users whose server knows none, in lower case, and of no others", async () => {
  const state = states.copy();
  for (const args of [stepup, yaml]) await run("import", [...args, "--realm", "Staff", "--apply", "--state", state]);
  expect(peopleIn(state)).toEqual([
    { user: "anna", realm: "staff" },
    { user: "person-1", realm: "corp" },
    { user: "person-2", realm: "corp" },
  ]);
});

it("the sums are lines for a person, and the exit code says whether all has come", async () => {
  const state = states.copy();
  const tried = await run("import", [...stepup, "--state", state]);
  expect([tried.code, tried.stderr]).toEqual([2, ""]);
  expect(tried.stdout.split("\n")).toEqual([
    "2 read",
    "1 would be imported",
    "0 here already",
    "0 left as they are, since they have logged in or were made or changed here",
    "0 would become enrolment links",
    "1 refused",
    "  1: its secret has 8 bytes, and 20 to 64 are expected",
    "suite OCRA-1:HOTP-SHA1-6:QH10-S: 1",
    "Nothing was written: this was a dry run. --apply writes.",
    "",
  ]);
  expect(peopleIn(state)).toEqual([]);
  const done = await run("import", [...yaml, "--apply", "--state", state]);
  expect([done.code, done.stdout.split("\n").slice(0, 2)]).toEqual([0, ["2 read", "2 imported"]]);
  const refused = await run("import", [join(folder, "nothing"), "--from", "stepup-sql", "--state", state]);
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toMatch(/^\S+ cannot be read: there is no such file\.\n$/);
});
