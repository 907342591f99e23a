// Lists of a trail of which most is in parts show what they would show if all were in D1: all pages,
// both orders, any search.

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { AuditFilter } from "../../../../src/core/ports/audit.ts";
import { partRecords } from "../../../support/archive.ts";
import {
  archivedLists,
  lookAtTrail,
  plainLists,
  rowTime,
  walkTrail,
  writeTrail,
} from "../../../support/archived-trail.ts";
import { runSql } from "../../../support/audit.ts";
import { randomRuns } from "../../../support/house/random-runs.ts";
import { adminCaller, realKeyring } from "../../../support/storage/ports.ts";

const STEPS = [3100, 700, 700];
const ALL = 4500;
/** The login of the last row that is in a part: it ends in D1. */
const DIVIDED = 666;
const keyring = await realKeyring();
const caller = await adminCaller();
const [archived, plain] = [archivedLists(keyring), plainLists(keyring)];

const both = async (filter: Partial<AuditFilter>) => ({
  found: await walkTrail(archived, caller, { pageSize: 300, ...filter }),
  expected: await walkTrail(plain, caller, { pageSize: 1000, ...filter }),
});

beforeAll(async () => {
  await writeTrail(keyring, STEPS);
  const parts = await partRecords();
  expect(parts.length).toBeGreaterThanOrEqual(3);
  const { first } = (await env.DB.prepare("SELECT min(number) AS first FROM audit").first<{ first: number }>()) ?? {};
  expect(first).toBe((parts.at(-1)?.last_number ?? 0) + 1);
  const [opening, ...rest] = (
    await walkTrail(plain, caller, { matching: { attempt_id: `attempt${DIVIDED}` }, newestFirst: false })
  ).numbers;
  expect([opening, rest.length]).toEqual([(first ?? 0) - 2, 2]);
});

describe("the whole trail", () => {
  it.each([true, false])(
    "has every row once, with its name and its signature, newest first: %s",
    async (newestFirst) => {
      const { found, expected } = await both({ newestFirst, pageSize: 330 });
      expect(found.entries).toEqual(expected.entries);
      expect(found.entries).toHaveLength(ALL);
      expect(new Set(found.entries.map(({ signature }) => signature))).toEqual(new Set(["intact"]));
    },
  );

  it("has its exact count, and every page by its number", async () => {
    for (const page of [1, 23, 24, 48, 49]) {
      const filter = { page, pageSize: 100 };
      const [one, other] = [await lookAtTrail(archived, caller, filter), await lookAtTrail(plain, caller, filter)];
      expect([one.count, one.exact, one.after, one.entries]).toEqual([ALL, true, other.after, other.entries]);
    }
    expect((await lookAtTrail(archived, caller, { page: 2, newestFirst: false })).entries[0]?.number).toBe(101);
  });

  it("says since when rows are in the database", async () => {
    const { archivedBeforeMs, lacksArchived } = await lookAtTrail(archived, caller, {});
    const { at } =
      (await env.DB.prepare("SELECT at_ms AS at FROM audit ORDER BY number LIMIT 1").first<{ at: number }>()) ?? {};
    expect([archivedBeforeMs, lacksArchived]).toEqual([at, false]);
    expect((await lookAtTrail(plain, caller, {})).archivedBeforeMs).toBe(null);
  });
});

describe("a search", () => {
  it.each<[string, Partial<AuditFilter>]>([
    ["a person", { matching: { user: "anna" } }],
    ["a person in another case", { matching: { user: "ANNA" } }],
    ["a person of a realm", { matching: { user: "bea", realm: "blue" } }],
    ["the beginning of a name", { matching: { user: "d*" } }],
    ["the middle of a name", { matching: { user: "*m*l" } }],
    ["nobody", { matching: { user: "zoe" } }],
    ["a phone", { matching: { serial: "S3" } }],
    ["a phone in another case", { matching: { serial: "s3" } }],
    ["several phones", { matching: { serial: "S3,S9" } }],
    ["a login", { matching: { attempt_id: "attempt22" } }],
    ["a login that ends in D1", { matching: { attempt_id: `attempt${DIVIDED}` } }],
    ["a login that nobody began", { matching: { attempt_id: "attempt999999" } }],
    ["a seldom event", { matching: { event: "SIGN_IN_DISOWNED" } }],
    ["an event that is in no part", { matching: { event: "JOB_BEGUN" } }],
    ["an account", { matching: { administrator: "boss" } }],
    ["a reason", { matching: { reason: "wrong-pin" } }],
    ["an address", { matching: { client: "192.0.2.2" } }],
    ["a result", { matching: { success: "0", authentication: "REJECT" } }],
    ["a pattern", { matching: { event: "*_FAIL", action: "*" } }],
    ["no look-ups", { reads: false }],
    ["a period in parts", { fromMs: rowTime(400), untilMs: rowTime(900) }],
    ["a person in a period", { fromMs: rowTime(100), untilMs: rowTime(3000), matching: { user: "carl" } }],
    ["a period before all", { untilMs: rowTime(-60) }],
  ])("finds the same: %s", async (_, filter) => {
    for (const newestFirst of [true, false]) {
      const { found, expected } = await both({ ...filter, newestFirst });
      expect(found.entries).toEqual(expected.entries);
    }
  });

  it("of names of nobody finds them by the whole of what stands there", async () => {
    const [row] = (await walkTrail(plain, caller, { matching: { reason: "unknown-user" } })).entries;
    const { found, expected } = await both({ matching: { user: row?.user ?? "" } });
    expect(found.entries).toEqual(expected.entries);
    expect(found.entries.length).toBeGreaterThan(1);
  });

  it("has numbered pages across both", async () => {
    for (const page of [1, 5, 7]) {
      const filter = { matching: { user: "emil" }, page, pageSize: 40 };
      const [one, other] = [
        await lookAtTrail(archived, caller, filter),
        await lookAtTrail(plain, caller, { ...filter, page: 1, pageSize: 900 }),
      ];
      expect(one.entries).toEqual(other.entries.slice((page - 1) * 40, page * 40));
    }
  });
});

const runs = randomRuns("FUZZ_RUNS", { seed: 39, numRuns: 25 });
const text = fc.constantFrom(
  "anna",
  "bea",
  "c*",
  "*a",
  "S1",
  "S2,S9",
  "s*",
  "realm1",
  "blue",
  "desk1",
  "boss",
  "192.0.2.1",
  "*",
  "attempt220",
);
const matching = fc.dictionary(
  fc.constantFrom(
    "user",
    "realm",
    "serial",
    "administrator",
    "client",
    "event",
    "reason",
    "attempt_id",
    "success",
    "action",
  ),
  fc.oneof(text, fc.constantFrom("LOGIN_SUCCESS", "PIN_FAIL", "*_FAIL", "wrong-pin", "1", "0", "POST*", "attempt5*")),
  { maxKeys: 3 },
);
const filters = fc.record({
  matching,
  reads: fc.boolean(),
  newestFirst: fc.boolean(),
  pageSize: fc.constantFrom(70, 333, 1000),
  fromMs: fc.option(fc.nat(ALL).map(rowTime), { nil: undefined, freq: 2 }),
  untilMs: fc.option(fc.nat(ALL).map(rowTime), { nil: undefined, freq: 2 }),
});

it(
  "finds what a plain scan finds, whatever is searched",
  async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const { found, expected } = await both(filter);
        expect(found.numbers).toEqual(expected.numbers);
        expect(found.entries).toEqual(expected.entries);
      }),
      runs,
    );
  },
  runs.timeout,
);

it("shows a deleted person under the pseudonym, and finds the rows by it", async () => {
  const [row] = (await walkTrail(plain, caller, { matching: { user: "dora", realm: "blue" } })).entries;
  expect(row).toBeDefined();
  for (const db of [env.DB, (env as unknown as { DB_1: D1Database }).DB_1])
    await db.prepare("UPDATE audit SET user = pseudonym WHERE user = 'dora' AND realm = 'blue'").run();
  await runSql("DELETE FROM audit_name WHERE user = 'dora' AND realm = 'blue'");
  const { found, expected } = await both({ matching: { realm: "blue" } });
  expect(found.entries).toEqual(expected.entries);
  expect(JSON.stringify(found.entries)).not.toContain("dora");
  const pseudonym = expected.entries.find(({ user }) => user.startsWith("~"))?.user ?? "";
  const own = await both({ matching: { user: pseudonym } });
  expect(own.found.entries.length).toBeGreaterThan(10);
  expect(own.found.entries).toEqual(own.expected.entries);
});
