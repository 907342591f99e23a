// What strangers leave in one window: who gets a row, who is counted under which name, and what
// each costs. Where the figures are large, the counts so far are written by SQL.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { asLogin } from "../../../src/core/call.ts";
import { REASONS, type ReasonCode } from "../../../src/core/reasons.ts";
import {
  MAX_NETWORKS,
  MAX_PAIRS,
  MAX_PAIRS_OF_NETWORK,
  MAX_ROWS,
  shareOf,
} from "../../../src/storage/audit/refusal-count.ts";
import { createAuditWriter } from "../../../src/storage/audit/store.ts";
import { auditRows, emptyTrail, many, runSql } from "../../support/audit.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { atOnce } from "../../support/login.ts";
import { callAt } from "../../support/storage/ports.ts";
import { keyring } from "../keys/keys.ts";

const WINDOW = 300_000;
const keys = await keyring("one");
let spent = { read: 0, written: 0 };
const counted = watchedDatabase(env.DB, async (_, next) => {
  const done = (await next()) as D1Result[];
  for (const { meta } of done) {
    spent.read += meta.rows_read;
    spent.written += meta.rows_written;
  }
  return done;
});
const writer = createAuditWriter(counted, keys, {});
const HERE = "192.0.2.1";

async function refuse(
  client: string,
  serial = "",
  reason: ReasonCode = "wrong-pin",
  window = 1,
): Promise<typeof spent> {
  const call = { ...asLogin(callAt(window * WINDOW + 7)), client };
  spent = { read: 0, written: 0 };
  await writer.writeOrCount(entryOf(call, { success: false, reason, serial, user: "somebody", realm: "realm1" }));
  return spent;
}

/** `network serial: count` of each count, in order. */
const counts = async () => {
  const sql = "SELECT * FROM refusal_count WHERE reason <> '*' ORDER BY network, serial, count DESC";
  const { results } = await env.DB.prepare(sql).all<{ network: string; serial: string; count: number }>();
  return results.map(({ network, serial, count }) => `${network} ${serial}: ${count}`);
};
const totals = (network: string, serial: string, columns: string, count = 1) =>
  runSql(
    `INSERT INTO refusal_count (minute, network, reason, event, serial, count, noted, pairs, networks)
     ${many(count, `5, ${network}, '*', '', ${serial}, 0, ${columns}`)}`,
  );
const pairs = (count: number, network: string, serial: string) =>
  runSql(
    `INSERT INTO refusal_count (minute, network, reason, event, serial, count, noted)
     ${many(count, `5, ${network}, 'wrong-pin', 'PIN_FAIL', ${serial}, 1, 0`)}`,
  );

beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM refusal_count");
});

describe("a row of its own have in one window", () => {
  it("ten refusals of a token, and ten of each other", async () => {
    for (let time = 0; time < 12; time++) await refuse(`192.0.2.${time}`, "A");
    await refuse(HERE, "B");
    expect((await auditRows()).map(({ serial }) => serial)).toEqual([...Array(10).fill("A"), "B"]);
    expect(await counts()).toEqual(["192.0.2.10 A: 1", "192.0.2.11 A: 1"]);
  });

  it("thirty of a network, which is a /48, whatever their tokens and reasons", async () => {
    await atOnce(40, (one) =>
      refuse(`2001:db8:1:${one.toString(16)}::1`, `T${one}`, one % 2 ? "wrong-pin" : "unknown-user"),
    );
    await refuse("2001:db8:2::1", "T1");
    expect(await auditRows()).toHaveLength(31);
  });

  it("all of those without a token, as long as their network has room", async () => {
    for (let time = 0; time < 12; time++) await refuse(HERE, "", "unknown-user");
    expect(await auditRows()).toHaveLength(12);
  });

  it("no more than the window has room for, even when all come at once, and as many in the next", async () => {
    await totals("''", "''", "117, 0, 0");
    await atOnce(9, (one) => refuse(`192.0.2.${one}`, `T${one}`));
    expect(await auditRows()).toHaveLength(3);
    await refuse(HERE, "A", "wrong-pin", 2);
    expect(await auditRows()).toHaveLength(4);
  });
});

describe("beyond the rows, a count names", () => {
  beforeEach(() => totals("''", "''", `${MAX_ROWS}, 0, 0`));

  it("token and network, for each reason", async () => {
    for (const reason of ["wrong-pin", "token-locked", "wrong-pin"] as const) await refuse(HERE, "A", reason);
    await refuse(HERE, "B");
    await refuse("192.0.2.2", "A");
    expect(await auditRows()).toEqual([]);
    expect(await counts()).toEqual(["192.0.2.1 A: 2", "192.0.2.1 A: 1", "192.0.2.1 B: 1", "192.0.2.2 A: 1"]);
  });

  it("the network alone after its hundred tokens, while other networks have room", async () => {
    for (let token = 0; token < MAX_PAIRS_OF_NETWORK + 7; token++) await refuse(HERE, `T${token}`);
    await refuse("192.0.2.2", "A");
    const all = await counts();
    expect(all).toHaveLength(MAX_PAIRS_OF_NETWORK + 2);
    expect(all[0]).toBe(`${HERE} : 7`);
    expect(all.at(-1)).toBe("192.0.2.2 A: 1");
  });

  it("the network alone after four hundred pairs, fifty of these, and then neither", async () => {
    await runSql("UPDATE refusal_count SET pairs = ?", MAX_PAIRS - 1);
    const networks = MAX_NETWORKS + 4;
    for (let network = 0; network < networks; network++) await refuse(`10.0.0.${network}`, "A");
    await refuse("10.0.0.1", "B");
    const all = await counts();
    expect(all).toHaveLength(1 + MAX_NETWORKS + 1);
    expect(all.slice(0, 2)).toEqual([" : 3", "10.0.0.0 A: 1"]);
    expect(all).toContain("10.0.0.1 : 2");
    expect(all.filter((one) => one.includes("A"))).toEqual(["10.0.0.0 A: 1"]);
  });
});

it("200 networks with 27 reasons are within the budget, and rows and counts add up to the requests", async () => {
  const reasons = (Object.keys(REASONS) as ReasonCode[]).slice(0, 27);
  for (const reason of reasons) await atOnce(200, (one) => refuse(`10.0.0.${one}`, `T${one % 90}`, reason));
  const all = (await counts()).map((count) => Number(count.split(": ")[1]));
  const rows = await auditRows();
  expect(rows).toHaveLength(MAX_ROWS);
  expect(all.length).toBeLessThanOrEqual(MAX_PAIRS + MAX_NETWORKS + reasons.length);
  expect(rows.length + all.reduce((sum, count) => sum + count, 0)).toBe(200 * 27);
});

it("of several databases each has its part of the budget, and at least a little", () => {
  const slots = (count: number) =>
    Array.from({ length: count }, (_, one) => ({ from: one, to: one, database: `DB_${one + 1}` as const }));
  expect(shareOf({})).toEqual({ rows: 120, pairs: 400 });
  expect(shareOf({ shardSlots: slots(3) })).toEqual({ rows: 30, pairs: 100 });
  expect(shareOf({ shardSlots: slots(15) })).toEqual({ rows: 20, pairs: 40 });
});

describe("however much was counted, a refusal reads at most 17 rows and writes at most 6:", () => {
  beforeEach(async () => {
    await totals("''", "''", "0, 400, 50");
    await totals("'10.1.' || (i / 256) || '.' || (i % 256)", "''", "30, 100, 0", 300);
    await totals("''", "'T' || i", "10, 0, 0", 5000);
    await pairs(5000, "'10.1.' || (i % 300 / 256) || '.' || (i % 300 % 256)", "'T' || i");
    await pairs(60, "'10.2.0.' || i", "''");
  });
  const most = (rows: typeof spent) => {
    expect(rows.read).toBeGreaterThan(0);
    expect(rows.read).toBeLessThanOrEqual(17);
    expect(rows.written).toBeLessThanOrEqual(6);
  };

  const nothing = async (): Promise<unknown> => undefined;
  it.each([
    ["with a row", nothing, "10.3.0.1", "NEW"],
    ["of nobody, with a row", nothing, "10.3.0.1", ""],
    ["with a row, the second of its token and network", () => refuse("10.3.0.1", "NEW"), "10.3.0.1", "NEW"],
    ["of a pair that is counted", nothing, "10.1.0.7", "T7"],
    ["of a network that is counted", nothing, "10.2.0.7", "T7"],
    ["of neither", nothing, "10.1.0.9", "OTHER"],
    ["of a new pair", () => runSql("UPDATE refusal_count SET pairs = 0"), "10.1.0.9", "OTHER"],
    ["of a new network", () => runSql("UPDATE refusal_count SET networks = 0"), "10.1.0.9", "OTHER"],
  ] as const)("%s", async (_, before, client, serial) => {
    await before();
    most(await refuse(client, serial));
  });
});
