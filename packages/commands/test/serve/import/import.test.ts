// `npm run import` and `npm run export` on state folders of the real server: phones of four other
// servers, whose exports are written here from the formats, log in over their old paths; and what a
// second run, a kill and a login in between do.
import { spawn } from "node:child_process";
import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inProject } from "../../../../../scripts/lib/project.ts";
import { MASTER_KEY, run, start } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { SHOWN_REPLIES } from "../../../../../test/support/phones/shown-replies.ts";
import { openFernet, readFernetKey, sealFernet } from "../../../import/crypt/fernet.ts";
import { databaseOf } from "./database-of.ts";
import { importInProcess as importingWith } from "./importing.ts";
import { type OldPhone, oldPhone } from "./old-phones.ts";
import { vectors } from "./readers/vectors.ts";

// A test has up to twelve commands and two servers.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const copy = withStates();
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "import-test-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
const path = (name: string) => join(folder, name);
const file = (name: string, text: string | Uint8Array) => {
  writeFileSync(path(name), text);
  return path(name);
};

const env = { TIQR_SERVICE_IDENTIFIERS_ALSO: "pi.example.org sql.example.org stepup.example.org eduid.example.org" };
const importing = (state: string, args: string[], more: Record<string, string> = {}) =>
  importingWith(state, args, { ...env, ...more });

/** A Fernet token around elements of privacyIDEA. */
function piFile(name: string, elements: readonly object[]): string[] {
  const { key } = vectors.pi;
  const text = sealFernet(Buffer.from(JSON.stringify(elements)), readFernetKey(key) ?? expect.fail("no key"), 0);
  const of = ["--from", "privacyidea-pi", "--service-identifier", "pi.example.org"];
  return [file(name, text), ...of, "--key-file", file(`${name}.key`, key)];
}
const element = (serial: string, login: string, otpkey: string, more: object = {}) => ({
  serial,
  type: "tiqr",
  otpkey,
  description: "",
  maxfail: 10,
  failcount: 0,
  active: true,
  revoked: false,
  locked: false,
  _hashed_pin: vectors.passlib.of1234,
  info_list: { ocrasuite: "OCRA-1:HOTP-SHA1-6:QH10" },
  user: { login, realm: "Corp" },
  ...more,
});

async function check(origin: string, fields: Record<string, string>) {
  const response = await fetch(`${origin}/validate/check`, { method: "POST", body: new URLSearchParams(fields) });
  return (await response.json()) as {
    detail: { attributes: { value: string }; transaction_id: string; message: string };
  };
}

describe("phones of other servers", () => {
  const of = (service: string, at: string, suite: string) => ({ service: `${service}.example.org`, path: at, suite });
  let [kotlin, java, ios, php] = [] as OldPhone[];
  let state = "";

  beforeAll(async () => {
    state = copy();
    kotlin = await oldPhone("kotlin", "hans_Corp", of("pi", "/pi/ttype/tiqr", "OCRA-1:HOTP-SHA1-6:QH10"));
    java = await oldPhone("java", "jürgen_corp", of("sql", "/ttype/tiqr", "OCRA-1:HOTP-SHA1-6:QH10"));
    ios = await oldPhone("ios", "t0aa01-1k9z", of("stepup", "/tiqr/tiqr.php", "OCRA-1:HOTP-SHA1-6:QH10-S"));
    php = await oldPhone("php", "anna-1", of("eduid", "/tiqr/authentication", "OCRA-1:HOTP-SHA1-6:QH10-S064"));
  });

  it("come from each export, by a dry run that writes nothing and one that does", async () => {
    const pi = piFile("four.pi", [element("TIQR1", "hans", kotlin?.secretHex ?? "")]);
    for (const [name, args] of Object.entries({ pi, sql: sqlFile(), stepup: stepupFolder(), eduid: eduidFile() })) {
      const all = [...args, "--service-identifier", `${name}.example.org`];
      const dry = await importing(state, all);
      expect(dry).toMatchObject({ code: 0, stderr: "", sums: { applied: false, token: 1, refused: 0 } });
      expect(await importing(state, [...all, "--apply"])).toMatchObject({ code: 0, sums: { applied: true, token: 1 } });
      expect(await importing(state, all)).toMatchObject({ code: 0, sums: { token: 0, unchanged: 1 } });
    }
  });

  it("log in over the old path, and the hash of a PIN is then one of ours", async () => {
    const server = await start(state, { env });
    try {
      const people = [
        [kotlin, "hans", "corp", "1234", SHOWN_REPLIES.kotlin.ok[0]],
        [java, "jürgen", "corp", "4321", SHOWN_REPLIES.java.ok[0]],
        [ios, "person", "stepup", "", SHOWN_REPLIES.ios.ok[0]],
        [php, "anna-1", "default", "", SHOWN_REPLIES.php.ok[0]],
      ] as const;
      for (const [phone, user, realm, pass, success] of people) {
        expect((await check(server.origin, { user, realm, pass: `${pass}9` })).detail.message).toBe("wrong otp pin");
        const { detail } = await check(server.origin, { user, realm, pass });
        expect(await phone?.login(detail.attributes.value, server.origin), user).toBe(success);
        const done = await check(server.origin, { user, realm, transaction_id: detail.transaction_id, pass: "" });
        expect(done.detail.message).toBe("Found matching challenge");
      }
    } finally {
      await server.stop();
    }
  });

  it("that have logged in here are left as they are, whatever a later export says", async () => {
    const changed = piFile("later.pi", [element("TIQR1", "hans", "00".repeat(32), { active: false })]);
    const { sums } = await importing(state, [...changed, "--apply"]);
    expect(sums).toMatchObject({ token: 0, kept: 1, refused: 0 });
    const server = await start(state, { env });
    const { detail } = await check(server.origin, { user: "hans", realm: "corp", pass: "1234" });
    const said = await kotlin?.login(detail.attributes.value, server.origin);
    await server.stop();
    expect(said).toBe(SHOWN_REPLIES.kotlin.ok[0]);
  });

  function sqlFile(): string[] {
    const { plain, reversiblePin, password, encrypted } = vectors.encFile;
    const iv = randomBytes(16);
    const cipher = createCipheriv("aes-256-cbc", Buffer.from(plain, "base64").subarray(0, 32), iv);
    const sealed = Buffer.concat([cipher.update(java?.secretHex ?? ""), cipher.final()]).toString("hex");
    const db = new DatabaseSync(path("pi.sqlite"));
    db.exec(`
      CREATE TABLE token (id, serial, tokentype, key_enc, key_iv, description, maxfail, failcount, active, revoked, locked, pin_hash, pin_seed);
      CREATE TABLE tokeninfo (token_id, Key, Value, Type, Description);
      CREATE TABLE tokenowner (token_id, resolver, user_id, realm_id);
      CREATE TABLE realm (id, name);
      INSERT INTO token VALUES (1, 'TIQR2', 'TIQR', '${sealed}', '${iv.toString("hex")}', '', 10, 0, 1, 0, 0, '${reversiblePin}', '');
      INSERT INTO tokeninfo VALUES (1, 'ocrasuite', 'OCRA-1:HOTP-SHA1-6:QH10', '', '');
      INSERT INTO tokenowner VALUES (1, 'ldap', 'uid-1', 3);
      INSERT INTO realm VALUES (3, 'corp')`);
    db.close();
    const logins = file("logins.csv", 'resolver,uid,login,realm\nldap,uid-1,"jürgen",corp\n');
    const keys = [
      "--enc-file",
      file("enckey", encrypted),
      "--enc-password-file",
      file("enckey.password", `${password}\n`),
    ];
    return [path("pi.sqlite"), "--from", "privacyidea-sql", "--logins", logins, ...keys];
  }

  function stepupFolder(): string[] {
    mkdirSync(path("stepup"));
    const [iv, key] = [randomBytes(16), Buffer.from(vectors.openssl.keys.key1, "hex")];
    const cipher = createCipheriv("aes-128-cbc", key, iv);
    const sealed = Buffer.concat([cipher.update(ios?.secretHex ?? ""), cipher.final()]).toString("base64");
    file(
      "stepup/user.csv",
      `id,userid,displayname,secret,loginattempts,blocked\n1,t0aa01-1k9z,"A ""B"", C",openssl:aes-128-cbc:key1:${iv.toString("base64")}::${sealed},0,0\n`,
    );
    const logins = file("stepup.logins.csv", "userid,user,realm\nt0aa01-1k9z,person,stepup\n");
    return [
      path("stepup"),
      "--from",
      "stepup-sql",
      "--logins",
      logins,
      "--keys",
      file("keys.json", JSON.stringify(vectors.openssl.keys)),
    ];
  }

  function eduidFile(): string[] {
    const iv = Buffer.from(vectors.eduid.encryptionSecret);
    const cipher = createCipheriv("aes-256-gcm", createHash("sha256").update(iv).digest(), iv);
    const sealed = Buffer.concat([cipher.update(php?.secretHex ?? ""), cipher.final()]);
    const secret = Buffer.concat([sealed, cipher.getAuthTag()]).toString("base64");
    const line = JSON.stringify({ _id: "u-u", userId: "anna-1", status: "FINALIZED", secret });
    return [
      file("eduid.json", `${line}\n`),
      "--from",
      "eduid",
      "--key-file",
      file("eduid.key", vectors.eduid.encryptionSecret),
    ];
  }
});

const SECRET: string = vectors.secretHex;

describe("what becomes of a record", () => {
  const info_list = { ocrasuite: "OCRA-1:HOTP-SHA1-6:QH10", session: "waiting" };
  const elements = () => [
    element("GOOD", "anna", SECRET),
    element("ARGON", "berta", SECRET, { _hashed_pin: "$argon2id$v=19$m=65536,t=9,p=4$c2FsdA$aGFzaA" }),
    element("WAITING", "carla", SECRET, { info_list }),
    element("LOCKED", "dora", SECRET, { failcount: 10, _hashed_pin: "" }),
    element("NOPIN", "emil", SECRET, { _hashed_pin: vectors.passlib.ofNone, active: false }),
    element("NOBODY", "", SECRET, { user: undefined }),
    element("GOOD", "anna", SECRET),
    element("SHORT", "fritz", "00".repeat(19)),
  ];

  it("is said line by line and in sum, and its PIN never becomes none by itself", async () => {
    const state = copy();
    const report = path("report.csv");
    const { code, sums } = await importing(state, [...piFile("fates.pi", elements()), "--apply", "--report", report]);
    expect([code, sums]).toMatchObject([2, { read: 8, token: 3, link: 0, refused: 5 }]);
    expect(sums?.reasons ?? {}).toEqual({
      "its PIN is a hash that cannot be taken over (argon2id)": 1,
      "no phone has registered it": 1,
      "it is assigned to no user": 1,
      "its serial has come before": 1,
      "its secret has 19 bytes, and 20 to 64 are expected": 1,
    });
    const lines = readFileSync(report, "utf8").trimEnd().split("\r\n");
    expect(lines[0]).toBe("where,fate,serial,user,realm,identity,why,link");
    expect(lines).toContain('"token 1","token","GOOD","anna","corp","anna_Corp","",""');
    expect(lines).toHaveLength(9);
    expect(statSync(report).mode & 0o777).toBe(0o600);
    expect(`${readFileSync(report)}`).not.toContain(SECRET);
    const rows = databaseOf(state, "SELECT serial, active, sealed_pin IS NOT NULL AS pin FROM token ORDER BY serial");
    expect(rows).toEqual([
      { serial: "GOOD", active: 1, pin: 1 },
      { serial: "LOCKED", active: 1, pin: 0 },
      // The first login with the empty PIN will find out that it has none.
      { serial: "NOPIN", active: 0, pin: 1 },
    ]);
    const locked = databaseOf(state, "SELECT failcount, failed_at_ms FROM lock");
    expect(locked.map(({ failcount }) => failcount)).toEqual([10, 10]);
    // A lock of this service opens by itself, and this one must not.
    for (const { failed_at_ms } of locked) expect(Number(failed_at_ms)).toBeGreaterThan(Date.now() + 1e11);
  });

  it("comes with a PIN that the old server is asked for, where that server is behind the service", async () => {
    const state = copy();
    const more = { UPSTREAM_PRIVACYIDEA: "http://127.0.0.1:9" };
    const { sums } = await importing(state, [...piFile("asked.pi", elements()), "--apply"], more);
    expect(sums).toMatchObject({ read: 8, token: 4, refused: 4 });
    const rows = databaseOf(state, "SELECT sealed_pin IS NOT NULL AS pin FROM token WHERE serial = 'ARGON'");
    expect(rows).toEqual([{ pin: 1 }]);
  });

  it("is a link where --pins says so, the same at each run, and the PIN is none where the operator says so", async () => {
    const state = copy();
    const report = path("links.csv");
    const args = [...piFile("links.pi", elements()), "--pins", "link", "--report", report];
    expect(await importing(state, [...args, "--apply"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("PUBLIC_URL"),
    });
    const withUrl = { PUBLIC_URL: "https://tiqr.test" };
    const { sums } = await importing(state, [...args, "--apply"], withUrl);
    expect(sums).toMatchObject({ token: 1, link: 4 });
    const links = (text: string) => text.match(/https:\/\/tiqr\.test\/enrol\/[\w-]{22}/g);
    const first = links(readFileSync(report, "utf8"));
    expect(new Set(first).size).toBe(4);
    expect((await importing(state, [...args, "--apply"], withUrl)).sums).toMatchObject({ unchanged: 1, link: 4 });
    expect(links(readFileSync(report, "utf8"))).toEqual(first);
    expect(databaseOf(state, "SELECT count(*) AS n FROM enrollment_link")).toEqual([{ n: 4 }]);
    const dropped = await importing(state, [...piFile("none.pi", elements()), "--pins", "none"]);
    expect(dropped.sums).toMatchObject({ token: 4, unchanged: 0 });
  });

  it("that has changed replaces a token without a login here, whose disabling stays", async () => {
    const state = copy();
    const first = piFile("first.pi", [element("A", "anna", SECRET), element("B", "berta", SECRET)]);
    await importing(state, [...first, "--apply"]);
    databaseOf(state, "UPDATE token SET active = 0 WHERE serial = 'A'");
    databaseOf(state, "UPDATE token SET import_digest = NULL WHERE serial = 'B'");
    const again = [...first, "--authentication-url", "https://old.example.org/ttype/tiqr", "--apply"];
    expect((await importing(state, again)).sums).toMatchObject({ token: 1, kept: 1 });
    const turned = piFile("turned.pi", [element("B", "berta", SECRET), element("A", "anna", SECRET)]);
    expect((await importing(state, [...turned, ...again.slice(first.length)])).sums).toMatchObject({
      unchanged: 1,
      kept: 1,
    });
    expect(
      databaseOf(state, "SELECT serial, active, generation, authentication_url FROM token ORDER BY serial"),
    ).toEqual([
      { serial: "A", active: 0, generation: 2, authentication_url: "https://old.example.org/ttype/tiqr" },
      { serial: "B", active: 1, generation: 1, authentication_url: null },
    ]);
  });
});

it("a suite that no app can answer is refused by name, and one that the PHP client cannot is named", async () => {
  const state = copy();
  const suite = (session: string) => ({ info_list: { ocrasuite: `OCRA-1:HOTP-SHA256-8:QH10-${session}` } });
  const elements = ["S032", "S512", "S128"].map((session) => element(session, session, SECRET, suite(session)));
  const args = piFile("suites.pi", elements);
  const { sums } = await importing(state, args);
  expect(sums).toMatchObject({ token: 2, refused: 1 });
  expect(Object.keys(sums?.reasons ?? {})).toEqual([
    expect.stringMatching(/QH10-S032 cannot be used: .* S, S064, S128, S256/),
  ]);
  const { stdout } = await run("import", [...args, "--state", state], { env });
  expect(stdout).toMatch(/^suite .*-S512: 1, which the PHP client computes wrongly$/m);
  expect(stdout).toMatch(/^suite .*-S128: 1$/m);
});

it("a record that does harm is refused or cut, and those beside it come", async () => {
  const state = copy();
  const long = "x".repeat(1000);
  const notification = { notificationType: "GCM", notificationAddress: "y".repeat(3_000_000) };
  const users = {
    anna: { secret: SECRET, displayName: long.repeat(3000), ...notification, loginattempts: "9".repeat(30) },
    carla: { secret: SECRET, displayName: "Carla", notificationType: "APNS", notificationAddress: "where carla is" },
    dora: { secret: { toString: 1 } },
  };
  mkdirSync(path("harm"));
  for (const [name, user] of Object.entries(users)) file(`harm/${name}.json`, JSON.stringify(user));
  const harm = await importing(state, [path("harm"), "--from", "stepup-json", "--apply"]);
  expect(harm).toMatchObject({ code: 2, stderr: "", sums: { read: 3, token: 2, refused: 1 } });
  expect(databaseOf(state, "SELECT name, display_name FROM user ORDER BY name")).toEqual([
    { name: "anna", display_name: null },
    { name: "carla", display_name: "Carla" },
  ]);
  const where = "SELECT notification_type, sealed_notification_address, notification_address FROM token ORDER BY user";
  const sealed = expect.stringMatching(/^[0-9a-f]{8}\.[\w-]+$/);
  expect(databaseOf(state, where)).toEqual([
    { notification_type: null, sealed_notification_address: null, notification_address: null },
    { notification_type: "APNS", sealed_notification_address: sealed, notification_address: null },
  ]);
  const broken = piFile("broken.pi", [
    element("HALF", "f\ud800", SECRET),
    element("LONG", long.repeat(3), SECRET),
    element("ENDLESS", "gerd", SECRET, { maxfail: 10 ** 12 }),
    element("AMBIGUOUS", "boss", SECRET, { user: { login: "boss", realm: "b@c" } }),
  ]);
  expect(await importing(state, [...broken, "--apply"])).toMatchObject({ code: 2, sums: { token: 1, refused: 3 } });
  expect(databaseOf(state, "SELECT max_fail FROM token WHERE serial = 'ENDLESS'")).toEqual([{ max_fail: 9999 }]);
});

it("e-mail address, name and groups of a user come along, and go into our own export", async () => {
  const state = copy();
  const custom_attributes = { email: "anna@example.org", name: "Anna A.", groups: "staff, admins,staff", desk: "12" };
  const harmful = { email: "no address", name: "b\u202ea", groups: ",", ...{ desk: "13" } };
  const people = piFile("people.pi", [
    element("A", "anna", SECRET, { user: { login: "anna", realm: "corp", custom_attributes } }),
    element("B", "berta", SECRET, { user: { login: "berta", realm: "corp", custom_attributes: harmful } }),
  ]);
  expect(await importing(state, [...people, "--apply"])).toMatchObject({ code: 0, sums: { token: 2 } });
  expect(databaseOf(state, "SELECT display_name, email, groups FROM user ORDER BY name")).toEqual([
    { display_name: "Anna A.", email: "anna@example.org", groups: '["staff","admins"]' },
    { display_name: null, email: null, groups: "[]" },
  ]);
  const [out, key] = [path("people.json"), path("people.json.key")];
  await run("export", [out, "--format", "json", "--key-file", key, "--state", state]);
  const [anna] = JSON.parse(readFileSync(out, "utf8"));
  expect(anna).toMatchObject({ displayName: "Anna A.", email: "anna@example.org", groups: ["staff", "admins"] });
  expect(anna.info).toEqual({ "attribute.desk": "12" });
});

it("a report takes the place of an earlier report, and of no other file", async () => {
  const state = copy();
  const args = piFile("report.pi", [element("REPORTED", "anna", SECRET)]);
  const [source = ""] = args;
  const before = readFileSync(source, "utf8");
  expect(await importing(state, [...args, "--report", source])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("is no report"),
  });
  expect(readFileSync(source, "utf8")).toBe(before);
  // Others may read the earlier report, or a link may lead to a file of theirs.
  const theirs = file("theirs.csv", "where,fate,serial,user,realm,identity,why,link\r\n");
  symlinkSync(theirs, path("mine.csv"));
  expect(await importing(state, [...args, "--report", path("mine.csv")])).toMatchObject({ code: 0 });
  expect(readFileSync(theirs, "utf8")).not.toContain("REPORTED");
  expect(readFileSync(path("mine.csv"), "utf8")).toContain("REPORTED");
  expect(lstatSync(path("mine.csv")).mode & 0o170777).toBe(0o100600);
});

describe("nothing is done", () => {
  it.each([
    [["--from", "nonsense"], "--from must be one of"],
    [["--from", "eduid", "--pins", "maybe"], "--pins must be one of"],
    [["--from", "eduid", "--service-identifier", "No Host"], "must be a host name"],
    [["--from", "privacyidea-sql"], "give --enc-file"],
    [["--from", "eduid", "--pins", "link", "--apply"], "give it"],
    [["--from", "eduid", "--time-zone", "Mars"], "--time-zone must be a time zone"],
  ])("with %j", async (args, why) => {
    const { code, sums, stderr } = await importing(path("absent"), [path("missing"), ...args]);
    expect([code, sums, stderr]).toEqual([1, undefined, expect.stringContaining(why)]);
  });

  it("under a MASTER_KEY that is not the service's, and without a key that opens the export", async () => {
    const args = piFile("wrong.pi", [element("A", "anna", SECRET)]);
    const other = await importing(copy(), [...args, "--apply"], {
      MASTER_KEY: btoa("another key of thirty-two bytes!"),
    });
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("not the service's key")]);
    const closed = await importing(copy(), [...args.slice(0, -1), file("other.key", vectors.fernet.specification.key)]);
    expect([closed.code, closed.stderr]).toEqual([1, expect.stringContaining("does not open under this key")]);
    expect(closed.stderr).not.toContain(vectors.fernet.specification.key);
  });
});

describe("a run that is killed", () => {
  it("is continued by the next one, and nothing comes twice", async () => {
    const state = copy();
    const count = 8_000;
    const logins = Array.from(
      { length: count },
      (_, index) => `user-${index},plain:${randomBytes(32).toString("hex")}`,
    );
    mkdirSync(path("many"));
    file("many/tiqruser.csv", `userid,secret\n${logins.join("\n")}\n`);
    const args = [path("many"), "--from", "stepup-sql", "--apply"];
    const child = spawn(process.execPath, [inProject("packages/commands/import.ts"), ...args, "--state", state], {
      env: { ...process.env, ...env, MASTER_KEY, MASTER_KEY_PREVIOUS: "" },
      stdio: "ignore",
    });
    const ended = once(child, "exit");
    const here = () => Number(databaseOf(state, "SELECT count(*) AS n FROM token")[0]?.n);
    while (here() === 0 && child.exitCode === null && child.signalCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    await ended;
    const before = here();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(count);
    const { code, sums } = await importing(state, args);
    expect([code, sums]).toMatchObject([0, { read: count, unchanged: before, token: count - before }]);
    expect(databaseOf(state, "SELECT count(*) AS n, count(DISTINCT identity) AS people FROM token")).toEqual([
      { n: count, people: count },
    ]);
    expect(databaseOf(state, "SELECT count(*) AS n FROM user")).toEqual([{ n: count }]);
    expect(databaseOf(state, "SELECT sum(count) AS n FROM audit WHERE action = 'npm run import'")).toEqual([
      { n: count },
    ]);
  });
});

it("over several databases, each user comes into their own", async () => {
  const state = copy();
  const map = { SHARD_SLOTS: "DB_1=80-ff" };
  // ann has slot 7d, gus b4.
  const people = [element("A", "ann", SECRET), element("G", "gus", SECRET), element("TiQRS0000000000", "ann", SECRET)];
  const of = people.map((one) => ({ ...one, user: { login: one.user.login, realm: "default" } }));
  const args = [...piFile("shards.pi", of), "--apply"];
  const { sums } = await importing(state, args, map);
  expect(sums).toMatchObject({ token: 2, reasons: { "its serial says that it is another user's": 1 } });
  expect((await importing(state, args, map)).sums).toMatchObject({ token: 0, unchanged: 2 });
  const { stdout } = await run("shards", ["verify", "--state", state], { env: map });
  expect(stdout).toBe("DB: 1 users, 1 tokens\nDB_1: 1 users, 1 tokens\n");
});

describe("an export", () => {
  const exporting = (state: string, args: string[]) => run("export", [...args, "--state", state]);

  it("to privacyIDEA is read again as it was imported, without tokens that would come back active", async () => {
    const state = copy();
    const elements = [
      element("A", "anna", SECRET.toUpperCase(), { description: "\u202ehe\u200brs\n" }),
      element("OFF", "berta", SECRET, { active: false }),
    ];
    await importing(state, [...piFile("back.pi", elements), "--apply"]);
    const [out, key] = [path("out.pi"), path("out.key")];
    const { code, stdout } = await exporting(state, [out, "--format", "privacyidea-pi", "--key-file", key]);
    expect([code, stdout]).toEqual([2, expect.stringContaining("left out: token OFF, since it is disabled")]);
    for (const made of [out, key]) expect(statSync(made).mode & 0o777).toBe(0o600);
    const opened = openFernet(
      readFileSync(out, "latin1"),
      readFernetKey(readFileSync(key, "latin1")) ?? expect.fail("no key"),
    );
    const [token] = JSON.parse(String(opened));
    expect(token).toMatchObject({
      serial: "A",
      type: "tiqr",
      otpkey: SECRET,
      otplen: 6,
      // Without what nobody sees.
      description: "hers",
      _hashed_pin: vectors.passlib.of1234,
      info_list: { ocrasuite: "OCRA-1:HOTP-SHA1-6:QH10" },
      user: { login: "anna", realm: "corp" },
    });
    const elsewhere = copy();
    const of = ["--from", "privacyidea-pi", "--service-identifier", "pi.example.org", "--key-file", key];
    const again = await importing(elsewhere, [out, ...of, "--apply"]);
    expect(again).toMatchObject({ code: 0, sums: { token: 1 } });
    const twice = await exporting(state, [out, "--format", "privacyidea-pi", "--key-file", key]);
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining("is there already")]);
  });

  it("of our own has every token, and its secrets under the key", async () => {
    const state = copy();
    const elements = [element("A", "anna", SECRET), element("OFF", "berta", SECRET, { active: false })];
    await importing(state, [...piFile("own.pi", elements), "--apply"]);
    const [out, key] = [path("out.json"), path("own.key")];
    expect((await exporting(state, [out, "--format", "json", "--key-file", key])).code).toBe(0);
    const text = readFileSync(out, "utf8");
    expect(text.toLowerCase()).not.toContain(SECRET);
    const [first, second] = JSON.parse(text);
    expect(second).toMatchObject({ serial: "OFF", active: false });
    expect(first).toMatchObject({ serial: "A", identity: "anna_Corp", user: "anna", realm: "corp" });
    const opened = openFernet(first.secret, readFernetKey(readFileSync(key, "latin1")) ?? expect.fail("no key"));
    expect(String(opened)).toBe(SECRET);
  });
});
