// A column of the trail reaches all who read it: the row in D1 and its MAC, JSON, CSV, the stream
// and the messages to endpoints. They follow from one list (src/core/audit/columns.ts).

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { columnsOf, ENTRY_COLUMNS, type EntryColumns } from "../../../src/core/audit/columns.ts";
import { eventMessage } from "../../../src/core/webhooks/message.ts";
import { signatureOf } from "../../../src/storage/audit/signature.ts";
import { rowsBehind } from "../../../src/storage/audit/store.ts";
import { auditRows, runSql } from "../../support/audit.ts";
import { admin, asAdmin, lastAuditNumber, resultOf } from "../../support/service.ts";
import { realKeyring, realPorts } from "../../support/storage/ports.ts";

/** Each column has a text of its own: none can pass for another, and none is left blank. */
const ENTRY = {
  atMs: 1_700_000_000_000,
  action: "POST /validate/check",
  success: true,
  authentication: "ACCEPT",
  serial: "COLUMN-1",
  user: "anna",
  realm: "columns",
  administrator: "portal",
  client: "192.0.2.77",
  attemptId: "0123456789abcdef0123456789abcdef",
  reason: "wrong-pin",
  event: "LOGIN_SUCCESS",
  phone: "ios",
  proximity: "elsewhere",
  browser: "new",
  detail: "redirect_uri unregistered https://wiki.example.org/",
  count: 7,
  tally: "{}",
} as const;
const expected = columnsOf(ENTRY);
const asNumber = { ...expected, success: 1 };
const keys = await realKeyring();
let before = 0;

beforeAll(async () => {
  await admin();
  before = await lastAuditNumber();
  await (await realPorts()).audit.write(ENTRY);
});

it("no column of the entry is blank, and no two are alike", () => {
  const texts = Object.values<EntryColumns[keyof EntryColumns]>(expected).map(String);
  expect(new Set(texts).size).toBe(ENTRY_COLUMNS.length);
  expect(texts).not.toContain("");
});

it("the table has the columns of the list, and four that prove the row", async () => {
  const { results } = await env.DB.prepare("SELECT name FROM pragma_table_info('audit')").all<{ name: string }>();
  const own = ["number", "id", "at_ms", "pseudonym", "mac"];
  expect(results.map(({ name }) => name).sort()).toEqual([...own, ...ENTRY_COLUMNS].sort());
  expect((await auditRows({ serial: ENTRY.serial }))[0]).toMatchObject(asNumber);
});

it.each(ENTRY_COLUMNS)("the MAC of a row covers %s", async (column) => {
  const [row] = await auditRows({ serial: ENTRY.serial });
  if (!row) throw new Error("there is no row");
  expect(await signatureOf(keys, row)).toBe("intact");
  const value = typeof row[column] === "number" ? 0 : `${row[column]}x`;
  expect(await signatureOf(keys, { ...row, [column]: value })).toBe("changed");
});

it("JSON, CSV and stream show each column", async () => {
  const { auditdata } = resultOf(await asAdmin("GET", `/audit/?serial=${ENTRY.serial}`));
  expect(auditdata).toMatchObject([asNumber]);
  const [head = "", line = ""] = (await asAdmin("GET", `/audit/t.csv?serial=${ENTRY.serial}`)).text.split(/\r?\n/);
  const cells = (text: string) => text.replace(/^['"]|['"]$/g, "").split(/['"],\s?['"]/);
  const shown = Object.fromEntries(cells(head).map((name, at) => [name, cells(line)[at]]));
  expect(shown).toMatchObject(Object.fromEntries(ENTRY_COLUMNS.map((column) => [column, String(asNumber[column])])));
  const streamed = (await asAdmin("GET", `/audit/stream?after=${before}`)).text.split("\n")[0] ?? "";
  expect(JSON.parse(streamed)).toMatchObject(asNumber);
});

it("a message to an endpoint has each column, the event as its type", async () => {
  const [entry] = await rowsBehind(env.DB, keys, before, 1);
  if (!entry) throw new Error("there is no row");
  const { type, data } = JSON.parse(eventMessage("DB", entry).body);
  expect({ ...data, event: type }).toMatchObject(expected);
});

it("a row of a later version is neither whole nor forged", async () => {
  await runSql("UPDATE audit SET mac = mac || '9' WHERE serial = ?", ENTRY.serial);
  const { auditdata } = resultOf(await asAdmin("GET", `/audit/?serial=${ENTRY.serial}`));
  expect(auditdata[0].sig_check).toBe("NEWER");
  const number = auditdata[0].number;
  expect(resultOf(await asAdmin("GET", "/audit/verification")).problems).toContain(
    `row ${number} was signed by a newer version, and not verified`,
  );
});
