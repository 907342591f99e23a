// The two exports as CSV, /audit/<name>.csv and GET /token/ with outform=csv, as a spreadsheet
// opens them. The contents of cells come from outside; in the trail some come from requests without
// a sign-in.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { asAdmin, check, errorOf, initToken } from "../../support/service.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";

/** Texts that are a formula, or begin one after a separator; some are disguised. */
const FORMULAS = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(1)",
  " =1",
  '"=1',
  "'=1",
  "\u200b=1",
  "\uff1d1",
  "\uff20SUM(1)",
  "\ufe661",
  'x,=HYPERLINK("http://evil.example")',
  "x;=1",
  "x', '=1",
  'x",=1',
  "x\t=1",
  "x\r\n=1",
  "x\u2028=1",
  "x\n99,2026-01-01,OK,POST /auth,1,ACCEPT",
];

/**
 * Parses CSV strictly by RFC 4180 §2: a quote inside a cell is doubled, and CRLF ends each line.
 */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) throw new Error(`no CSV from here: ${text.slice(0, 200)}`);
    rows.at(-1)?.push((found[1] ?? "").replaceAll('""', '"'));
    if (found[2] === "\r\n") rows.push([]);
  }
  rows.pop();
  return rows;
}

/**
 * Splits the text into everything that a spreadsheet could take for cells, whatever separators and
 * quotes it uses, without the characters that it skips before a formula.
 */
const anyCells = (text: string): string[] =>
  text.split(/[,;|\t\r\n\u2028\u2029]/).map((part) => part.replace(/^[\s"\u200b]+/, ""));
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66]/;

const audit = (query = "") => asAdmin("GET", `/audit/trail.csv?action=TEST*&page_size=100&sortorder=asc${query}`);
const tokens = (query = "") => asAdmin("GET", `/token/?username=csv*&outform=csv&pagesize=100&sortby=id${query}`);

beforeAll(async () => {
  const ports = await realPorts();
  for (const [index, user] of FORMULAS.entries()) {
    await ports.audit.write({
      ...entryOf(callAt(Date.now()), { success: false, reason: "unknown-user" }),
      action: "TEST csv",
      user,
      realm: "realm1",
    });
    // The API refuses some of these, and an earlier version did not.
    const { serial } = (await initToken({ user: `csv${index}` })).json.detail;
    await env.DB.prepare("UPDATE token SET description = ? WHERE serial = ?").bind(user, serial).run();
  }
});

describe.each([
  ["the trail", audit, "user"],
  ["the list of tokens", tokens, "description"],
] as const)("%s in CSV", (_, get, column) => {
  it("is RFC 4180, one line per record, with the names of the columns in the first", async () => {
    const [columns = [], ...rows] = parse((await get()).text);
    expect(columns).toContain(column);
    expect(rows).toHaveLength(FORMULAS.length);
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });

  it("keeps a text recognisable", async () => {
    const [columns = [], ...rows] = parse((await get()).text);
    const texts = rows.map((row) => row[columns.indexOf(column)]);
    expect(texts[0]).toBe("'=1+1");
    expect(texts[FORMULAS.indexOf('x,=HYPERLINK("http://evil.example")')]).toBe(`x,'=HYPERLINK("http://evil.example")`);
  });

  it.each(["", "&dialect=privacyidea"])(
    "has no cell that passes for a formula, and no line break in one (%s)",
    async (dialect) => {
      const { text } = await get(dialect);
      expect(anyCells(text).filter((cell) => FORMULA.test(cell))).toEqual([]);
      expect(text.trimEnd().split(/\r\n|[\r\n\u2028\u2029\u0085]/)).toHaveLength(FORMULAS.length + 1);
    },
  );

  it("is a file to be saved and never shown", async () => {
    const { status, headers } = await get();
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("Content-Disposition")).toMatch(/^attachment; filename="[a-z]+\.csv"$/);
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  it("knows no other dialect than privacyIDEA's", async () => {
    expect(errorOf(await get("&dialect=excel")).slice(0, 2)).toEqual([400, 905]);
  });
});

it("an anonymous request puts no formula into the trail's export", async () => {
  await check({ user: 'x,=HYPERLINK("http://evil.example")', pass: "1" });
  const { text } = await asAdmin("GET", "/audit/trail.csv?user=x,*&page_size=1000");
  expect(text).toContain("HYPERLINK");
  expect(anyCells(text).filter((cell) => FORMULA.test(cell))).toEqual([]);
});
