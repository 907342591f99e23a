// What `npm run import` does by its options, and what it says: each is tried on the database, not
// only in the sums.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { writePrivacyIdeaYaml } from "../../../../../bench/import/users.ts";
import { run } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { databaseOf } from "./database-of.ts";
import { vectors } from "./readers/vectors.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const copy = withStates();
let folder = "";
let yaml: string[] = [];
let stepup: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "options-test-"));
  const of = ["--from", "privacyidea-yaml", "--service-identifier", "127.0.0.1"];
  yaml = [writePrivacyIdeaYaml(folder, 2, true), ...of];
  mkdirSync(join(folder, "stepup"));
  const [good, short] = ["ab".repeat(32), "ab".repeat(8)];
  writeFileSync(join(folder, "stepup/user.csv"), `id,userid,secret\n1,anna,${good}\n2,berta,${short}\n`);
  stepup = [join(folder, "stepup"), "--from", "stepup-sql"];
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
const peopleIn = (state: string) => databaseOf(state, "SELECT user, realm FROM token ORDER BY user");

it("--pins none leaves no PIN, and --pins carry each", async () => {
  for (const [pins, count] of [
    ["none", 0],
    ["carry", 2],
  ]) {
    const state = copy();
    const { code } = await run("import", [...yaml, "--pins", `${pins}`, "--apply", "--state", state]);
    const found = databaseOf(state, "SELECT count(sealed_pin) AS pins, count(*) AS tokens FROM token");
    expect([pins, code, found]).toEqual([pins, 0, [{ pins: count, tokens: 2 }]]);
  }
});

it("--realm is of users whose server knows none, in lower case, and of no others", async () => {
  const state = copy();
  for (const args of [stepup, yaml]) await run("import", [...args, "--realm", "Staff", "--apply", "--state", state]);
  expect(peopleIn(state)).toEqual([
    { user: "anna", realm: "staff" },
    { user: "person-1", realm: "corp" },
    { user: "person-2", realm: "corp" },
  ]);
});

it("the sums are lines for a person, and the exit code says whether all has come", async () => {
  const state = copy();
  const tried = await run("import", [...stepup, "--state", state]);
  expect([tried.code, tried.stderr]).toEqual([2, ""]);
  expect(tried.stdout.split("\n")).toEqual([
    "2 read",
    "1 would be imported",
    "0 here already",
    "0 left as they are, since they have logged in or were made or changed here",
    "0 would become registration links",
    "1 refused",
    "  1: its secret has 8 bytes, and 20 to 64 are expected",
    "suite OCRA-1:HOTP-SHA1-6:QH10-S: 1",
    "service identifier 127.0.0.1, from the settings of this service, as none is given",
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

it("--logins says who a person is, the token in which realm, and a person of whom it says two things is refused", async () => {
  const { encFile } = vectors;
  const tokens = [1, 2, 3].map((id) => `${id},PI${id},tiqr,${encFile.keyNew},${encFile.ivHex},1,`);
  const tables = {
    token: ["id,serial,tokentype,key_enc,key_iv,active,pin_hash", ...tokens],
    tokenowner: ["token_id,resolver,user_id,realm_id", "1,ldap,7,1", "2,ldap,7,2", "3,ldap,8,1"],
    realm: ["id,name", "1,corp", "2,sales"],
    config: ["Key,Value", "__timestamp__,1"],
  };
  mkdirSync(join(folder, "pi"));
  for (const [table, lines] of Object.entries(tables)) writeFileSync(join(folder, `pi/${table}.csv`), lines.join("\n"));
  const [map, keys] = [join(folder, "logins.csv"), join(folder, "enckey")];
  const rows = ["ldap,7,hans,corp", "ldap,7,hans.m,sales", "ldap,8,berta,corp", "ldap,8,bert,corp"];
  writeFileSync(map, ["resolver,uid,login,realm", ...rows].join("\n"));
  writeFileSync(keys, Buffer.from(encFile.plain, "base64"));
  const state = copy();
  const args = [join(folder, "pi"), "--from", "privacyidea-sql", "--enc-file", keys, "--logins", map, "--json"];
  const { code, stdout, stderr } = await run("import", [...args, "--apply", "--state", state]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^These settings do not serve org\.privacyidea\./)]);
  expect(JSON.parse(stdout)).toMatchObject({
    token: 2,
    reasons: {
      "--logins contradicts itself about the user 8 of the resolver ldap: berta in corp, bert in corp": 1,
    },
    service: { identifier: "org.privacyidea", source: "the default of privacyIDEA, as config sets none" },
  });
  expect(
    databaseOf(state, "SELECT serial, user, realm, identity, service_identifier AS service FROM token ORDER BY serial"),
  ).toEqual([
    { serial: "PI1", user: "hans", realm: "corp", identity: "hans_corp", service: "org.privacyidea" },
    { serial: "PI2", user: "hans.m", realm: "sales", identity: "hans.m_sales", service: "org.privacyidea" },
  ]);
});

it("a refused row of a server without serials is named by the id of its user", async () => {
  const [report, map] = [join(folder, "named.csv"), join(folder, "empty-map.csv")];
  mkdirSync(join(folder, "damaged"));
  writeFileSync(join(folder, "damaged/user.csv"), `userid,secret\nt0aa01,plain:xyz\nt0aa02,${"ab".repeat(32)}\n`);
  writeFileSync(join(folder, "eduid.json"), '{"_id":"1","userId":"urn:anna","status":"FINALIZED","secret":"AAAA"}\n');
  writeFileSync(join(folder, "eduid.key"), "x".repeat(16));
  writeFileSync(map, "userid,user,realm\nother,anna,corp\n");
  const exports = [
    [join(folder, "damaged"), "--from", "stepup-sql", "--logins", map],
    [join(folder, "eduid.json"), "--from", "eduid", "--key-file", join(folder, "eduid.key")],
  ];
  const named: string[] = [];
  for (const args of exports) {
    await run("import", [...args, "--report", report, "--state", copy()]);
    const [, ...lines] = readFileSync(report, "utf8").trimEnd().split("\r\n");
    for (const line of lines) named.push(line.split(",").slice(0, 4).join(","));
  }
  expect(named).toEqual([
    '"row 1","refused","","t0aa01"',
    '"row 2","refused","","t0aa02"',
    '"line 1","refused","","urn:anna"',
  ]);
});
