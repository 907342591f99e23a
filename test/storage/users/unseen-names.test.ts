// The condition by which SQLite finds names that may hold what nobody sees, compared with the code's.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import { hasUnseen } from "../../../src/lib/unseen.ts";
import { MAY_HAVE_UNSEEN } from "../../../src/storage/users/unseen-names.ts";
import { runSql } from "../../support/audit.ts";
import { accountWith, adminCaller, realPorts } from "../../support/storage/ports.ts";

const LAST_CODE_POINT = 0x10ffff;

it("finds each of these characters, and none that everybody sees", async () => {
  const names: string[] = [];
  for (let point = 1; point <= LAST_CODE_POINT; point++) {
    const name = `a${String.fromCodePoint(point)}b`;
    if (name.isWellFormed() && hasUnseen(name)) names.push(name);
  }
  expect(names.length).toBeGreaterThan(4000);
  const missed = await env.DB.prepare(
    `SELECT value FROM (SELECT value, value AS name, '' AS realm FROM json_each(?)) WHERE NOT (${MAY_HAVE_UNSEEN})`,
  )
    .bind(JSON.stringify(names))
    .all();
  expect(missed.results).toEqual([]);
  const seen = [
    "anna",
    "Zoë",
    "名前",
    "Ａｎｎａ",
    "ﷺ",
    "a–b",
    "‘a’",
    "a\u00a0b",
    "\u{1f511}",
    "-",
    "]",
    "^",
    "*",
    "[",
    "\u007e",
  ];
  const found = await env.DB.prepare(
    `SELECT value FROM (SELECT value, value AS name, '' AS realm FROM json_each(?)) WHERE ${MAY_HAVE_UNSEEN}`,
  )
    .bind(JSON.stringify(seen))
    .all();
  expect(found.results).toEqual([]);
});

it("a look shows an account the users of its realms, and nothing without the right", async () => {
  const { users } = await realPorts();
  for (const realm of ["corp", "elsewhere"])
    await runSql("INSERT INTO user (name, realm, created_at_ms) VALUES (?, ?, 1)", "al\u200bice", realm);
  const look = async (rights: readonly Right[], realms?: readonly string[]) =>
    users.withUnseen(await accountWith(rights, realms), "configread");
  const corp = { user: "al\u200bice", realm: "corp" };
  expect(await look(["configread", "userlist"], ["corp"])).toEqual({
    ok: true,
    count: 1,
    isExact: true,
    users: [corp],
  });
  expect(await look(["configread"])).toEqual({ ok: true, count: 2, isExact: true, users: [] });
  expect(await look(["userlist"])).toMatchObject({ ok: false, reason: { code: "missing-right" } });
  await runSql("DELETE FROM user");
});

it("a look reads the users of the index alone", async () => {
  const { users } = await realPorts();
  const caller = await adminCaller();
  await runSql(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
    INSERT INTO user (name, realm, created_at_ms) SELECT 'user' || i || CASE i WHEN 1500 THEN char(8203) ELSE '' END, 'r', 1 FROM n`);
  const expected = { ok: true, count: 1, isExact: true, users: [{ user: "user1500\u200b", realm: "r" }] };
  expect(await users.withUnseen(caller, "configread")).toEqual(expected);
  const { meta } = await env.DB.prepare(`SELECT name FROM user WHERE ${MAY_HAVE_UNSEEN} LIMIT 9`).all();
  expect(meta.rows_read).toBe(1);
});
