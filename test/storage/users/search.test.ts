// One search finds people by user, name, e-mail address or serial, for a few rows of each index,
// before cron has folded the names as well as after.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Paging } from "../../../src/core/ports/paging.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { foldNames } from "../../../src/storage/users/fold-names.ts";
import { createUserStore } from "../../../src/storage/users/store.ts";
import { many } from "../../support/audit.ts";
import { parametersIn } from "../../support/storage/plans.ts";
import { accountWith, adminCaller, realKeyring, realPorts } from "../../support/storage/ports.ts";
import { countingRows } from "../../support/storage/rows-read.ts";

const { users, settings } = await realPorts();
const FIRST: Paging = { number: 1, size: 15, after: undefined, before: undefined };

/** More than any look reads; the names are those of few people, as in life. */
const MANY = 25_000;
const PEOPLE = `('jan', 'realm1', 'Jan Jansen', 'j.jansen@corp.example'), ('jansen', 'corp', NULL, NULL),
  ('u3', 'corp', 'Jansen, Sem', 'sem@corp.example'), ('u4', 'realm1', 'Anna Maria van den Berg', NULL),
  ('u5', 'realm1', 'Ömer Özil', NULL), ('u6', 'realm1', 'Zoe Adams', NULL), ('100%_', 'realm1', NULL, NULL),
  ('m1', 'realm1', 'Bert Müller', NULL), ('m2', 'realm1', 'Mueller, Carl', NULL), ('m3', 'realm1', 'Muller', NULL),
  ('ob', 'realm1', 'Sean O’Brien', NULL), ('kw', 'realm1', 'Łukasz Krüger-Weiß', NULL), ('th', 'realm1', 'Þóra', NULL)`;

const caller = await adminCaller();
const row = `'many' || i, 'crowd', 'Person' || (i % 9) || ' Adams', 'm' || i || '@crowd.example', 0`;
const token = `'BIG' || i, 1, 'crowd', 'many' || i, '', 1, 0, 'enrolled', 10, 'OCRA-1:HOTP-SHA256-8:QH10-S064', 0`;
const columns =
  "serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite, created_at_ms";
await env.DB.batch(
  [
    `INSERT INTO user (name, realm, display_name, email, created_at_ms) ${many(MANY, row)}`,
    `INSERT INTO user (name, realm, display_name, email, created_at_ms) SELECT *, 0 FROM (VALUES ${PEOPLE})`,
    `INSERT INTO token (${columns}) ${many(MANY, token)}`,
    `INSERT INTO token (${columns}) SELECT serial, 1, 'corp', 'u3', '', 1, 0, 'enrolled', 10, 'x', 0
     FROM (SELECT 'TiQR00A1' AS serial UNION SELECT 'TiQR00A2')`,
  ].map((sql) => env.DB.prepare(sql)),
);

async function search(text: string, paging: Partial<Paging> = {}, by = caller, realm?: string) {
  const listed = await users.list(by, { search: text, realm }, { ...FIRST, ...paging }, 0);
  if (!listed.ok) throw new Error(listed.reason.code);
  return listed;
}
const found = async (...query: Parameters<typeof search>) =>
  (await search(...query)).rows.map(({ name, matched }) => `${name} by ${matched?.in}`);

/** A page of people with their tokens, a page of each of seven indexes, and the caller's rights. */
const MOST_READ = 250;

const COUNTED = [
  "m",
  "adams",
  "person1 adams",
  "adams person1",
  "big",
  "nobody",
  "x y z",
  "m1@c",
  "pérson1",
  "müeller ae",
];

async function rowsReadFor(text: string, by = caller): Promise<number> {
  const { db, read } = countingRows(env.DB);
  const counted = createUserStore(db, createNotes(db, await realKeyring(), settings), settings);
  expect(await counted.list(by, { search: text }, FIRST, 0)).toMatchObject({ ok: true });
  return read();
}

describe("before names are folded, a search", () => {
  it.each([
    ["JAN JANSEN", ["jan by name"]],
    ["sem jansen", ["u3 by name"]],
    ["den berg", ["u4 by name"]],
    ["muller", ["m3 by name"]],
  ])("for %j finds those with plain names", async (text, names) => {
    expect(await found(text)).toEqual(names);
  });

  it.each(COUNTED)("for %j reads a bounded number of rows", async (text) => {
    expect(await rowsReadFor(text)).toBeLessThanOrEqual(MOST_READ);
  });
});

describe("a search", () => {
  beforeAll(async () => {
    while (await foldNames(env.DB));
  });

  it.each([
    ["jans", ["jan by name", "jansen by user", "u3 by name"]],
    ["JAN JANSEN", ["jan by name"]],
    ["jansen jan", ["jan by name"]],
    ["sem jansen", ["u3 by name"]],
    ["J.Jansen@", ["jan by email"]],
    ["jan@realm", ["jan by user"]],
    ["jan@corp", []],
    ["den berg", ["u4 by name"]],
    ["van den b", ["u4 by name"]],
    ["berg", ["u4 by name"]],
    ["maria", ["u4 by name"]],
    ["anna berg", ["u4 by name"]],
    ["özil", ["u5 by name"]],
    ["Ozil Omer", ["u5 by name"]],
    ["Oezil", ["u5 by name"]],
    ["Jansen, J", ["jan by name"]],
    ["mull", ["m1 by name", "m3 by name"]],
    ["Mueller", ["m2 by name", "m1 by name", "m3 by name"]],
    ["MÜLLER", ["m1 by name", "m3 by name", "m2 by name"]],
    ["mueller bert", ["m1 by name"]],
    ["carl müller", ["m2 by name"]],
    ["OBrien", ["ob by name"]],
    ["o'brien sean", ["ob by name"]],
    ["krueger", ["kw by name"]],
    ["lukasz weiss", ["kw by name"]],
    ["thora", ["th by name"]],
    ["-", []],
    ["ÖMER", ["u5 by name"]],
    ["tiqr00a", ["u3 by serial"]],
    ["100%_", ["100%_ by user"]],
    ["ansen", []],
    ["many24999", ["many24999 by user"]],
    ["big24999", ["many24999 by serial"]],
  ])("for %j finds each person once", async (text, names) => {
    expect((await found(text)).sort()).toEqual(names.sort());
  });

  it("finds the person who is named so before the many who share a word", async () => {
    expect((await found("zoe adams"))[0]).toBe("u6 by name");
  });

  it("fills its page, whatever the case of what it finds", async () => {
    const page = await search("big");
    expect(page.rows).toHaveLength(FIRST.size);
    const next = await search("big", { after: page.after });
    expect(new Set([...page.rows, ...next.rows].map(({ name }) => name)).size).toBe(2 * FIRST.size);
  });

  it("is read to its end and back by cursors", async () => {
    const pages = [await search("jans", { size: 2 })];
    for (let after = pages[0]?.after; after; after = pages.at(-1)?.after)
      pages.push(await search("jans", { size: 2, after }));
    const names = pages.flatMap(({ rows }) => rows.map(({ name }) => name));
    expect(names.sort()).toEqual(["jan", "jansen", "u3"]);
    const back = await search("jans", { size: 2, before: pages.at(-1)?.before });
    expect(back.rows).toEqual(pages[0]?.rows);
    const ranks = await search("person1 adams", { size: 100 });
    expect(ranks.after?.[0]).toBe(0);
    expect((await search("adams person1", { size: 100 })).after?.[0]).toBe(1);
    expect(await users.list(caller, { search: "jans" }, { ...FIRST, after: ["jan", 1] }, 0)).toMatchObject({
      ok: false,
    });
  });

  it("finds in a realm, in the realms of the account, and serials only with the right for tokens", async () => {
    expect(await found("jans", {}, caller, "corp")).toEqual(["jansen by user", "u3 by name"]);
    const bound = await accountWith(["userlist", "tokenlist"], ["corp"]);
    expect((await found("jans", {}, bound)).sort()).toEqual(["jansen by user", "u3 by name"]);
    expect(await found("tiqr", {}, bound)).toEqual(["u3 by serial"]);
    expect(await found("tiqr", {}, await accountWith(["userlist"]))).toEqual([]);
  });
});

describe("a search among many", () => {
  it.each(COUNTED)("for %j reads a bounded number of rows", async (text) => {
    expect(await rowsReadFor(text)).toBeLessThanOrEqual(MOST_READ);
  });

  it("shows a person whom several ways find once, and fills its page", async () => {
    const pages = [await search("m")];
    for (let after = pages[0]?.after; after && pages.length < 4; after = pages.at(-1)?.after)
      pages.push(await search("m", { after }));
    const names = pages.flatMap(({ rows }) => rows.map(({ name }) => name));
    expect(names).toHaveLength(4 * FIRST.size);
    expect(new Set(names).size).toBe(names.length);
  });

  it("goes on for an account that may see few of them, and says so", async () => {
    const bound = await accountWith(["userlist"], ["corp"]);
    expect((await search("m", {}, bound)).progress?.examined).toBeGreaterThan(FIRST.size * 10);
    expect(await found("person1 adams", {}, bound)).toEqual([]);
  });
});

it("each way is a search of its own index, and none passes over one", async () => {
  const texts: string[] = [];
  const prepare = (sql: string) => {
    texts.push(sql);
    return env.DB.prepare(sql);
  };
  const noting = { prepare, batch: env.DB.batch.bind(env.DB) } as unknown as D1Database;
  const watched = createUserStore(noting, createNotes(noting, await realKeyring(), settings), settings);
  expect(await watched.list(caller, { search: "person1" }, FIRST, 0)).toMatchObject({ ok: true });
  const explain = (sql: string) =>
    env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...Array(parametersIn(sql)).fill(""));
  const plans = (await env.DB.batch<{ detail: string }>(texts.map(explain))).flatMap(({ results }) => results);
  const used = plans.flatMap(
    ({ detail }) =>
      /^SEARCH \w+ USING (?:COVERING )?INDEX (\w+) \(<expr>[<>]|^SEARCH \w+ USING (?:COVERING )?INDEX (\w+) \(\w+[<>]/
        .exec(detail)
        ?.slice(1) ?? [],
  );
  const names = ["name", "folded", "second_word", "third_word", "last_word", "email"].map((of) => `user_by_${of}`);
  expect(new Set(used.filter(Boolean))).toEqual(new Set([...names, "token_by_serial"]));
  expect(plans.filter(({ detail }) => / USING (COVERING )?INDEX/.test(detail) && detail.startsWith("SCAN"))).toEqual(
    [],
  );
});
