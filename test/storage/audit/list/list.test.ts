// Lists of a trail of 100 000 rows: what each look reads is bounded, and looks that go on find
// everything.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { AuditFilter, AuditPage } from "../../../../src/core/ports/audit.ts";
import { createAuditTrail } from "../../../../src/storage/audit/store.ts";
import { emptyTrail, KEEPER, runSql, writeMany } from "../../../support/audit.ts";
import { watchedDatabase } from "../../../support/bindings.ts";
import { accountWith, adminCaller, realKeyring } from "../../../support/storage/ports.ts";
import { countingRows } from "../../../support/storage/rows-read.ts";

const ALL = 100_000;
/**
 * Every user has some 1 000 rows but rare, who has four, edge, who has 200, and busy, who has 5
 * 000.
 */
const USER =
  "CASE WHEN i IN (70001, 70009) THEN '' WHEN i % 33000 = 7 THEN 'rare' WHEN i BETWEEN 60000 AND 89999 AND i % 150 = 1 THEN 'edge' WHEN i % 20 = 0 THEN 'busy' ELSE 'user' || (i % 95) END";
/** The window, once; the first rows of it, tried; and the page. */
const MAX_READ_ROWS = 1150;
const caller = await adminCaller();
let trips = 0;
const { db, read } = countingRows(
  watchedDatabase(env.DB, (_, next) => {
    trips++;
    return next();
  }),
);
const trail = createAuditTrail(db, await realKeyring(), KEEPER, { adminRealm: "administrators" });
const NEWEST: AuditFilter = { matching: {}, reads: true, page: 1, pageSize: 20, newestFirst: true, after: undefined };

async function list(filter: Partial<AuditFilter>, most = MAX_READ_ROWS): Promise<AuditPage & { numbers: number[] }> {
  read();
  const listed = await trail.list(caller, { ...NEWEST, ...filter });
  if (!listed.ok) throw new Error(listed.reason.code);
  expect(read()).toBeLessThanOrEqual(most);
  return { ...listed, numbers: listed.entries.map(({ number }) => number) };
}

/** All numbers, look by look, and how many looks that took. */
async function walk(filter: Partial<AuditFilter>): Promise<{ numbers: number[]; looks: number }> {
  const numbers: number[] = [];
  let after: AuditFilter["after"];
  for (let looks = 1; ; looks++) {
    const listed = await list({ ...filter, after });
    numbers.push(...listed.numbers);
    if (listed.after === null) return { numbers, looks };
    after = listed.after;
  }
}

await emptyTrail();
await writeMany(ALL, "i * 1000", {
  user: USER,
  realm: "'realm1'",
  event: "CASE WHEN i = 99000 THEN 'LOGIN_SUCCESS' WHEN i % 2 THEN 'PIN_FAIL' ELSE 'TRAIL_READ' END",
  attempt_id:
    "CASE WHEN i IN (99007, 99010) THEN 'lost' WHEN i IN (70001, 70009) THEN 'nameless' WHEN i >= 50000 AND i % 20 = 0 AND i < 50100 THEN 'attempt' ELSE '' END",
  authentication: "CASE WHEN i IN (50000, 70001) THEN 'CHALLENGE' ELSE 'REJECT' END",
  serial: "CASE i WHEN 98700 THEN 'ONE,TWO' WHEN 3 THEN 'TWO' ELSE '' END",
});

describe("the whole trail", () => {
  it("has its exact count, and every page by its number", async () => {
    expect(await list({})).toMatchObject({ count: ALL, exact: true, after: ALL - 19 });
    expect((await list({ page: 2501 })).numbers[0]).toBe(50_000);
    expect((await list({ page: 5000 })).numbers).toEqual(Array.from({ length: 20 }, (_, i) => 20 - i));
    expect((await list({ page: 5001 })).numbers).toEqual([]);
    expect((await list({ page: 3, newestFirst: false })).numbers[0]).toBe(41);
    expect((await list({ after: 21 })).after).toBe(null);
    expect((await list({ page: 5000, newestFirst: false })).after).toBe(null);
  });

  it("is read in a thousand rows at once, too", async () => {
    expect((await list({ pageSize: 1000, page: 7 })).numbers.at(-1)).toBe(ALL - 6999);
  });
});

describe("the rows of a user", () => {
  it.each(["rare", "RARE", "rar*", "ra*e"])("are found at once, in any case: %s", async (user) => {
    expect(await list({ matching: { user } })).toMatchObject({
      numbers: [99_007, 66_007, 33_007, 7],
      count: 4,
      exact: true,
      after: null,
      searchedToMs: null,
    });
  });

  it("leave a later page empty, and after a cursor their count is not exact", async () => {
    expect(await list({ matching: { user: "rare" }, page: 2 })).toMatchObject({ numbers: [], count: 4, exact: true });
    const behind = { matching: { user: "rare" }, after: 50_000, page: 2 };
    expect(await list(behind)).toMatchObject({ numbers: [33_007, 7], exact: false });
  });

  it("of users by a prefix are found at once as long as they are 200", async () => {
    expect(await list({ matching: { user: "edg*" } })).toMatchObject({ count: 200, exact: true });
    await runSql("UPDATE audit SET user = 'edges' WHERE number = 60002");
    // They are counted first.
    expect(await list({ matching: { user: "edg*" } }, 1300)).toMatchObject({ count: 0, exact: false });
  });

  it("of one with many go on after each page, and the count says that there are more", async () => {
    const first = await list({ matching: { user: "busy" } });
    expect(first).toMatchObject({ count: 900, exact: false, after: first.numbers.at(-1), searchedToMs: null });
    const { numbers, looks } = await walk({ matching: { user: "busy" }, pageSize: 1000 });
    expect([numbers.length, new Set(numbers).size, looks]).toEqual([5000, 5000, 6]);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });

  it("with another filter are searched window by window, in both directions", async () => {
    const matching = { user: "busy", attempt_id: "*ttemp*" };
    const found = [50_080, 50_060, 50_040, 50_020, 50_000];
    expect(await list({ matching })).toMatchObject({ numbers: [], count: 0, exact: false, searchedToMs: 82_020_000 });
    expect((await walk({ matching })).numbers).toEqual(found);
    expect((await walk({ matching, newestFirst: false })).numbers).toEqual(found.toReversed());
  });
});

describe("the rows of a login", () => {
  it("are found from the one that opened it, however old", async () => {
    const listed = await list({ matching: { attempt_id: "attempt" }, newestFirst: false });
    expect(listed.numbers).toEqual([50_000, 50_020, 50_040, 50_060, 50_080]);
    const { numbers, looks } = await walk({ matching: { attempt_id: "attempt" } });
    expect([numbers, looks]).toEqual([listed.numbers.toReversed(), 3]);
    const nameless = { matching: { attempt_id: "nameless" }, newestFirst: false };
    expect((await list(nameless)).numbers).toEqual([70_001, 70_009]);
  });

  it("of which that row was lost are searched by number", async () => {
    expect((await walk({ matching: { attempt_id: "lost" } })).numbers).toEqual([99_010, 99_007]);
  });
});

describe("the rows of a period", () => {
  const between = (from: number, until: number) => ({ fromMs: from * 1000, untilMs: until * 1000 });

  it("are found without reading those before and after it, in both directions", async () => {
    const { numbers, looks } = await walk({ ...between(40_000, 40_100), pageSize: 1000 });
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, i) => 40_099 - i));
    expect(looks).toBeLessThanOrEqual(3);
    const oldest = await walk({ ...between(40_000, 40_100), newestFirst: false, pageSize: 1000 });
    expect(oldest.numbers).toEqual(numbers.toReversed());
  });

  it("may have no end or no beginning, or nothing in it", async () => {
    expect((await walk({ fromMs: (ALL - 4) * 1000 })).numbers).toEqual([ALL, ALL - 1, ALL - 2, ALL - 3, ALL - 4]);
    expect((await walk({ untilMs: 3000 })).numbers).toEqual([2, 1]);
    expect((await walk(between(ALL + 5000, ALL + 6000))).numbers).toEqual([]);
    expect((await walk(between(500, 400))).numbers).toEqual([]);
  });

  it("go with other filters", async () => {
    const busy = await walk({ ...between(20_000, 20_100), matching: { user: "busy" } });
    expect(busy.numbers).toEqual([20_080, 20_060, 20_040, 20_020, 20_000]);
    expect(busy.looks).toBe(1);
  });

  it("have those that were written some minutes late", async () => {
    await runSql("UPDATE audit SET at_ms = 30000500 WHERE number IN (30300, 30599)");
    const { numbers } = await walk({ ...between(30_000, 30_002), pageSize: 1000 });
    expect(numbers).toEqual([30_599, 30_300, 30_001, 30_000]);
    await runSql("UPDATE audit SET at_ms = number * 1000 WHERE number IN (30300, 30599)");
  });
});

describe("any other filter", () => {
  it("searches one window, says how far it came, and goes on there", async () => {
    const matching = { serial: "*TWO*" };
    expect(await list({ matching })).toMatchObject({
      numbers: [],
      exact: false,
      after: 99_101,
      searchedToMs: 99_101_000,
    });
    expect(await list({ matching, after: 99_101 })).toMatchObject({ numbers: [98_700], count: 1, after: 98_201 });
    expect(await list({ matching, after: 901 })).toMatchObject({ numbers: [3], after: null, searchedToMs: null });
    const { numbers, looks } = await walk({ matching });
    expect([numbers, looks]).toEqual([[98_700, 3], 112]);
  });

  it.each<[string, Partial<AuditFilter>]>([
    ["a user by a pattern that no index serves", { matching: { user: "*usy" } }],
    ["many users", { matching: { user: "user*" } }],
    ["an action", { matching: { action: "x" } }],
    ["without looks", { reads: false }],
    ["without looks, in long pages", { reads: false, pageSize: 1000 }],
  ])("reads no more than it may: %s", async (_, filter) => {
    expect(await list(filter)).toMatchObject({ exact: false });
    expect((await list({ ...filter, newestFirst: false })).exact).toBe(false);
  });

  it("has numbered pages as far as the window reaches, and refuses those beyond it", async () => {
    expect((await list({ reads: false, page: 2 })).numbers[0]).toBe(99_959);
    // The rows in front of the page are passed over once more.
    expect((await list({ reads: false, pageSize: 10, page: 45 }, 1400)).numbers.at(-1)).toBe(99_101);
    for (const page of [46, 79])
      await expect(list({ reads: false, pageSize: 10, page })).rejects.toThrow("invalid-parameter");
  });
});

it("a search that fills its page at once reads little more, from the start and from a cursor", async () => {
  for (const after of [undefined, 50_000]) {
    expect(await list({ reads: false, after }, 150)).toMatchObject({ count: 21, exact: false });
    expect(await list({ reads: false, after, newestFirst: false }, 150)).toMatchObject({ count: 21, exact: false });
  }
  expect(await list({ matching: { user: "busy" }, after: 90_000 }, 100)).toMatchObject({ count: 21, exact: false });
});

it("one look takes one round trip, and a second where it first asks which rows to look at", async () => {
  const tripsOf = async (matching: AuditFilter["matching"]) => {
    trips = 0;
    await list({ matching });
    return trips;
  };
  for (const matching of [{}, { user: "rare" }, { user: "*usy" }, { attempt_id: "att*" }])
    expect(await tripsOf(matching)).toBe(1);
  for (const matching of [{ user: "rar*" }, { attempt_id: "attempt" }]) expect(await tripsOf(matching)).toBe(2);
});

it.each<[string, Partial<AuditFilter>]>([
  ["all of it", {}],
  ["a user's rows", { matching: { user: "rare" } }],
  ["a search", { matching: { user: "*a*" } }],
])("is refused to an account without the right, and to one that is bound to a realm: %s", async (_, filter) => {
  for (const [by, code] of [
    [await accountWith(["tokenlist"]), "missing-right"],
    [await accountWith(["auditlog"], ["realm1"]), "other-realm"],
  ] as const)
    expect(await trail.list(by, { ...NEWEST, ...filter })).toMatchObject({ ok: false, reason: { code } });
});

it("a cursor of another list is refused", async () => {
  await expect(list({ after: [1] })).rejects.toThrow("invalid-parameter");
});

it("an empty trail has no rows and no cursor", async () => {
  await emptyTrail();
  expect(await list({})).toMatchObject({ numbers: [], count: 0, exact: true, after: null });
});
