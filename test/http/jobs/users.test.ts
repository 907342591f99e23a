// POST /jobs/users: a file of users, checked first, then carried out.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import { readUsers } from "../../../src/core/jobs/read-users.ts";
import type { Job } from "../../../src/core/ports/job.ts";
import { utf8 } from "../../../src/lib/bytes.ts";
import { StoredJob } from "../../../src/storage/jobs/stored-job.ts";
import { beginJob, holdJob, jobRows, runJob, untilOver } from "../../support/jobs.ts";
import { admin, asAdmin, initToken, request, resultOf, serviceAccount } from "../../support/service.ts";

beforeAll(async () => {
  await admin();
});

const HEAD = "Name;Realm;E-mail;Display name;Groups";
const file = (...lines: string[]) => [HEAD, ...lines].join("\r\n");
const attributesOf = async (user: string, realm: string) =>
  resultOf(await asAdmin("GET", `/user/attribute?user=${user}&realm=${realm}`));
const isKnown = async (name: string) =>
  (await env.DB.prepare("SELECT 1 FROM user WHERE name = ?").bind(name).first()) !== null;

it("a dry run reports line by line and writes nothing", async () => {
  await initToken({ user: "dry-old", realm: "dry", serial: "DRY-OLD" });
  const csv = file(
    "dry-new;dry;new@example.org;New One;staff,vpn",
    "dry-old;DRY;old@example.org;;",
    ";dry;nobody@example.org;;",
    "dry-bad;dry;not an address;;",
    "dry-new;dry;;;",
    'dry-quoted;dry;q@example.org;"Two\r\nlines";',
    "dry-many;dry;m@example.org;M;a;b;c",
  );
  const job = await runJob("users", { csv });
  expect(job).toMatchObject({ kind: "users", dry_run: true, state: "done", done: 7, total: 7, failed: 5 });
  const rows = await jobRows(job.id);
  expect(rows.map(({ line, user, outcome }) => [line, user, outcome])).toEqual([
    ["2", "dry-new", "made"],
    ["3", "dry-old", "changed"],
    ["4", "", "invalid-line"],
    ["5", "dry-bad", "invalid-line"],
    ["6", "dry-new", "invalid-line"],
    ["7", "dry-quoted", "invalid-line"],
    ["9", "dry-many", "invalid-line"],
  ]);
  expect(rows.map(({ message }) => message)).toEqual([
    "A registration link would be made.",
    "",
    "Invalid line: it has no login.",
    expect.stringContaining("Invalid line: its email cannot be taken"),
    "Invalid line: an earlier line names this user.",
    expect.stringContaining("control character"),
    "Invalid line: it has more cells than the first line.",
  ]);
  expect(rows.map(({ notice }) => notice)).toEqual(["would-link", "", "", "", "", "", ""]);
  expect(rows.map(({ reason }) => reason)).toEqual([
    "",
    "",
    ...["no-name", "email", "twice", "name", "cells"].map((fault) => `invalid-line;fault="${fault}"`),
  ]);
  expect(job.failures[1]).toMatchObject({ reason: "invalid-line", evidence: { fault: "email" } });
  expect(await isKnown("dry-new")).toBe(false);
  expect(await attributesOf("dry-old", "dry")).toEqual({});
  expect(await env.DB.prepare("SELECT 1 FROM enrollment_link WHERE realm = 'dry'").first()).toBeNull();
  expect(await env.DB.prepare("SELECT 1 FROM audit WHERE event = 'USER_CHANGED'").first()).toBeNull();
});

it("carries a file out: users, attributes, and links for those without a token", async () => {
  await initToken({ user: "has-token", realm: "real", serial: "REAL-1" });
  const csv = file("anna;real;anna@example.org;Anna;staff,vpn", "has-token;real;;Has Token;", "bert;real;;;");
  const { id, state, failed } = await runJob("users", { csv, dry_run: false });
  expect([state, failed]).toEqual(["done", 0]);
  const rows = await jobRows(id);
  expect(rows.map(({ user, realm, outcome, link }) => [user, realm, outcome, link !== ""])).toEqual([
    ["anna", "real", "made", true],
    ["has-token", "real", "changed", false],
    ["bert", "real", "made", true],
  ]);
  expect(await attributesOf("anna", "real")).toEqual({ email: "anna@example.org", name: "Anna", groups: "staff,vpn" });
  expect(await attributesOf("has-token", "real")).toEqual({ name: "Has Token" });
  const opened = await request(new URL(rows[0]?.link ?? "").pathname, { headers: { Accept: "text/html" } });
  expect(opened.status).toBe(200);

  // The same file again changes nothing, and leaves no further row; an empty cell takes nothing
  // away.
  const rowsOf = "SELECT count(*) AS count FROM audit WHERE event = 'USER_CHANGED'";
  const before = await env.DB.prepare(rowsOf).first();
  const again = await runJob("users", { csv: file("anna;real;;;"), dry_run: false, links: "none" });
  expect((await jobRows(again.id)).map(({ outcome, link }) => [outcome, link])).toEqual([["unchanged", ""]]);
  expect(await env.DB.prepare(rowsOf).first()).toEqual(before);
  expect((await attributesOf("anna", "real")).email).toBe("anna@example.org");
});

it("gives no second link to a user who is named in two ways", async () => {
  await initToken({ user: "zoe", realm: "ways", serial: "WAYS-1" });
  const csv = file("zoe@ways;;;;", "zoe;WAYS;;;", "yan;ways;;;", "yan@Ways;;;;", "yan;;;;", "yan;realm1;;;");
  const { id } = await runJob("users", { csv, dry_run: false, links: "all" });
  expect((await jobRows(id)).map(({ line, outcome, link }) => [line, outcome, link !== ""])).toEqual([
    ["2", "unchanged", true],
    ["3", "invalid-line", false],
    ["4", "made", true],
    ["5", "invalid-line", false],
    ["6", "made", true],
    ["7", "invalid-line", false],
  ]);
});

it("takes the file as it is, with the rest in the query", async () => {
  const begun = await request("/jobs/users?dry_run=false&links=none", {
    method: "POST",
    headers: { ...(await admin()), "Content-Type": "text/csv" },
    body: "\ufeffuser,groups\nraw,a;b\n",
  });
  expect((await untilOver(resultOf(begun).id)).state).toBe("done");
  expect(await attributesOf("raw", "realm1")).toEqual({ groups: "a,b" });
});

it("guards the result against formulas", async () => {
  const job = await runJob("users", { csv: file("=cmd|' /C calc'!A0;sheet;;;"), dry_run: false, links: "none" });
  const { text } = await request(`/jobs/${job.id}/result`, { headers: await admin() });
  expect(text).toContain(`"'=cmd|' /C calc'!A0"`);
});

it("a name that would mean another user is refused in its line alone", async () => {
  await initToken({ user: "x@shadow", serial: "SHADOW-1" });
  const job = await runJob("users", { csv: file("x;shadow;;;", "y;other;;;"), dry_run: false, links: "none" });
  expect((await jobRows(job.id)).map(({ outcome }) => outcome)).toEqual(["shadows-users", "made"]);
});

it("stores a file of maximal groups in values that an object can hold", async () => {
  const groups = Array.from({ length: 100 }, (_, at) => `${at}`.padEnd(100, '"')).join(";");
  const csv = `name,groups\n${Array.from({ length: 200 }, (_, at) => `big${at},${groups}`).join("\n")}`;
  const read = readUsers(csv, { defaultRealm: "realm1", foldUserCase: false });
  if (!read.ok) throw new Error("the file was not read");
  let longest = 0;
  const exec = (_: string, ...values: unknown[]) => {
    longest = Math.max(longest, ...values.map((value) => utf8(String(value)).length));
  };
  const storage = { sql: { exec }, kv: { put: () => {} } } as unknown as DurableObjectStorage;
  new StoredJob(storage).begin({} as Job, read.items);
  expect(read.items.filter((item) => "given" in item)).toHaveLength(200);
  // Cloudflare's bound is 2 MB (Durable Objects, limits); workerd alone has none.
  expect(longest).toBeGreaterThan(10_000);
  expect(longest).toBeLessThan(2_000_000);
});

it("a dry run is carried out once it is done, and not before", async () => {
  const id = "unchecked_____________";
  const { arrived, release } = await holdJob(id);
  await beginJob("users", { csv: file("unchecked;dry;;;"), id });
  await arrived();
  const apply = () => beginJob("users", { dry_run_id: id, dry_run: false, links: "none" });
  const early = await apply();
  expect([early.status, early.json.result.error.message]).toEqual([400, expect.stringContaining("is not done")]);
  release();
  await untilOver(id);
  expect((await apply()).status).toBe(200);
});

describe("an account", () => {
  it("that is bound to realms does nothing outside them", async () => {
    const headers = await serviceAccount("bound", ["enrollTIQR", "set_custom_user_attributes", "manyatonce"]);
    await env.DB.prepare(`UPDATE admin SET realms = '["inside"]' WHERE name = 'bound'`).run();
    for (const dryRun of [true, false]) {
      const csv = file("in;inside;;;", "out;outside;;;", "root;administrators;;;");
      const { id } = resultOf(await beginJob("users", { csv, dry_run: dryRun }, headers));
      await untilOver(id);
      expect((await jobRows(id, headers)).map(({ outcome }) => outcome)).toEqual([
        "made",
        "other-realm",
        "other-realm",
      ]);
    }
    expect(await isKnown("out")).toBe(false);
  });

  it("without the right to change attributes cannot begin one that makes links", async () => {
    const headers = await serviceAccount("half", ["enrollTIQR", "manyatonce"]);
    const reply = await beginJob("users", { csv: file("a;b;;;") }, headers);
    expect([reply.status, reply.headers.get("TiQR-Reason")]).toEqual([
      403,
      'missing-right;right="set_custom_user_attributes"',
    ]);
  });

  it("of an administrator without a phone reads the link to its first one", async () => {
    const first = await serviceAccount("first-phone", ["*" as Right]);
    const csv = file("first-phone;administrators;;;", "beside;real;;;");
    const { id } = resultOf(await beginJob("users", { csv, dry_run: false, links: "all" }, first));
    await untilOver(id);
    const reply = await request(`/jobs/${id}/result`, { headers: first });
    expect([reply.status, reply.text.match(/\/enrol\//g)?.length]).toEqual([200, 2]);
  });

  it("that is not an administrator gives no administrator a phone", async () => {
    const headers = await serviceAccount("climber", ["enrollTIQR", "set_custom_user_attributes", "manyatonce"]);
    const { id } = resultOf(
      await beginJob("users", { csv: file("admin;administrators;;;"), dry_run: false, links: "all" }, headers),
    );
    await untilOver(id);
    expect((await jobRows(id, headers)).map(({ outcome, link }) => [outcome, link])).toEqual([
      ["administrators-only", ""],
    ]);
  });
});

describe("refuses a file", () => {
  it.each([
    ["it is empty", "", 'fault="empty"'],
    ["it has no users", HEAD, 'fault="no-users"'],
    ["its first line names no column login", "realm,e-mail\nx,y", 'fault="no-name"'],
    ['there is no column "phone"', "name,phone\nx,y", 'fault="column";column="phone"'],
    ["it has a column twice", "login,user\nx,y", 'fault="column-twice"'],
    ["it has a column twice", "login,name,display name\nx,y,z", 'fault="column-twice"'],
    ["line 3 has a blank in the column name", "name,e-mail\nbert,\nAnna Visser,", 'fault="name-or-login";line="3"'],
    ["the quotes in line 2 are wrong", 'name\n"x', 'fault="quotes";line="2"'],
    ["the quotes in line 2 are wrong", 'name\n"x"y', 'fault="quotes";line="2"'],
    ["it has more than 20000 users", `name\n${"x\n".repeat(20_001)}`, 'fault="too-many";most="20000"'],
  ])("because %s", async (message, csv, evidence) => {
    const reply = await beginJob("users", { csv });
    expect([reply.status, reply.json.result.error.message, reply.headers.get("TiQR-Reason")]).toEqual([
      400,
      expect.stringContaining(`Invalid parameter csv: ${message}`),
      `invalid-file;${evidence}`,
    ]);
  });

  it("that is for links alone, and would change users or makes none", async () => {
    for (const body of [{ csv: "name,e-mail\nx,x@example.org" }, { csv: "name\nx", links: "none" }]) {
      const { status, json } = await beginJob("users", { ...body, action: "links" });
      expect([status, json.result.error.message]).toEqual([400, expect.stringContaining("Invalid parameter action")]);
    }
  });

  it("that is too large, and values that are none", async () => {
    expect((await beginJob("users", { csv: "x".repeat(4 * 1024 * 1024) })).status).toBe(413);
    for (const body of [{ csv: 1 }, { csv: "name\nx", dry_run: "no" }, { csv: "name\nx", links: "some" }, { file: "" }])
      expect((await beginJob("users", body)).status).toBe(400);
  });
});
