// Which refusals of a minute and network get a row, which are only counted, and what cron makes of
// the counts.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import type { ReasonCode } from "../../../src/core/reasons.ts";
import { noteCounts } from "../../../src/storage/audit/note-counts.ts";
import { writeOrCount } from "../../../src/storage/audit/refusal-count.ts";
import { auditRows, emptyTrail, many, runSql } from "../../support/audit.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { callAt } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";
import { keyring } from "../keys/keys.ts";

const MINUTE = 60_000;
const keys = await keyring("one");
const [HERE, THERE] = ["192.0.2.1", "192.0.2.2"];

async function refuse(client: string, minute = 1, reason: ReasonCode = "unknown-user", times = 1): Promise<void> {
  const entry = entryOf({ ...callAt(minute * MINUTE + 7), client }, { success: false, reason });
  for (let time = 0; time < times; time++) await writeOrCount(env.DB, keys, entry);
}
const counts = async () =>
  ((await rowsOf("refusal_count")) as { minute: number; network: string; count: number; noted: number }[]).map(
    ({ minute, network, count, noted }) => `${minute} ${network}: ${count}, ${noted}`,
  );
const clients = async () => (await auditRows()).map(({ client }) => client);
/** Cron, in a minute. */
const cron = (minute: number, db = env.DB) => noteCounts(db, keys, minute * MINUTE);

beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM refusal_count");
});

describe("of the refusals", () => {
  it("of one minute and network five get a row, whatever their reasons", async () => {
    await refuse(HERE, 1, "unknown-user", 4);
    await refuse(HERE, 1, "wrong-credentials", 3);
    expect(await clients()).toEqual(Array(5).fill(HERE));
    expect((await counts()).sort()).toEqual([`1 ${HERE}: 3, 1`, `1 ${HERE}: 4, 4`]);
  });

  it("of another minute or network five others do", async () => {
    await refuse(HERE, 1, "unknown-user", 5);
    await refuse(THERE, 1);
    await refuse(HERE, 2);
    expect(await clients()).toEqual([...Array(5).fill(HERE), THERE, HERE]);
  });

  it("of a network that has had its five, further reasons are told apart no more", async () => {
    await refuse(HERE, 1, "unknown-user", 2);
    await refuse(HERE, 1, "wrong-credentials", 3);
    for (const reason of ["no-tokens", "token-locked", "no-tokens", "unknown-user"] as const)
      await refuse(HERE, 1, reason);
    expect(await clients()).toEqual(Array(5).fill(HERE));
    const counts = (await rowsOf("refusal_count")) as unknown as Record<string, unknown>[];
    expect(counts.map(({ network, reason, count, noted }) => [network, reason, count, noted]).sort()).toEqual([
      ["", "no-tokens", 2, 0],
      ["", "token-locked", 1, 0],
      [HERE, "unknown-user", 3, 2],
      [HERE, "wrong-credentials", 3, 3],
    ]);
  });

  it("of the networks beyond twenty in a minute none does, and they share one count", async () => {
    const columns = "1, 'network' || i, 'unknown-user', 'USER_UNKNOWN', 1, 1";
    await runSql(`INSERT INTO refusal_count (minute, network, reason, event, count, noted) ${many(19, columns)}`);
    await runSql("INSERT INTO refusal_count VALUES (1, '', 'unknown-user', 'USER_UNKNOWN', 0, 0)");
    for (let time = 0; time < 2; time++) await refuse(HERE);
    for (let other = 0; other < 7; other++) await refuse(`198.51.100.${other}`);
    await refuse("198.51.100.1", 2);
    await refuse("198.51.100.1", 1);
    await refuse(HERE);
    expect(await clients()).toEqual([HERE, HERE, "198.51.100.1", HERE]);
    expect((await counts()).filter((count) => !count.includes("network"))).toEqual([
      "1 : 8, 0",
      `1 ${HERE}: 3, 3`,
      "2 198.51.100.1: 1, 1",
    ]);
  });

  it("of all /64 of one /48 five do together, so that a sender cannot draw networks from it", async () => {
    for (let subnet = 0; subnet < 40; subnet++) await refuse(`2001:db8:1:${subnet.toString(16)}::1`);
    await refuse("2001:db8:2::1");
    expect(await clients()).toHaveLength(6);
    expect(await counts()).toEqual(["1 2001:db8:1::/48: 40, 5", "1 2001:db8:2::/48: 1, 1"]);
  });
});

describe("cron", () => {
  it("notes what got no row, once the minute is over", async () => {
    await refuse(HERE, 1, "unknown-user", 7);
    await refuse(THERE, 1, "unknown-user", 5);
    await refuse(HERE, 2, "unknown-user", 6);
    await cron(1);
    expect(await counts()).toHaveLength(3);
    await cron(2);
    expect(await counts()).toEqual([`2 ${HERE}: 6, 5`]);
    expect((await auditRows({ action: "refusals, counted" })).map(({ client, count }) => [client, count])).toEqual([
      [HERE, 2],
    ]);
  });

  it.each([
    ["unknown-user", "USER_UNKNOWN", "REJECT"],
    ["administrators-only", "ACCESS_DENIED", ""],
  ] as const)("notes %s as a login that was refused or not", async (reason, event, authentication) => {
    await refuse(HERE, 1, reason, 6);
    await runSql("UPDATE refusal_count SET event = ?", event);
    await cron(2);
    expect(await auditRows({ action: "refusals, counted" })).toMatchObject([{ reason, authentication, count: 1 }]);
  });

  it("leaves a count that has changed since it was read, and takes each once", async () => {
    await refuse(HERE, 1, "wrong-credentials", 1);
    for (const client of [HERE, THERE]) await refuse(client, 1, "unknown-user", 6);
    await refuse(HERE, 2, "unknown-user", 6);
    await refuse(HERE, 1, "wrong-credentials", 5);
    const late = watchedDatabase(env.DB, async ({ method }, next) => {
      if (method === "batch") await refuse(HERE);
      return next();
    });
    await cron(3, late);
    const noted = async () =>
      (await auditRows({ action: "refusals, counted" })).map(({ at_ms, client, count }) => [at_ms, client, count]);
    const others = [
      [MINUTE, HERE, 5],
      [MINUTE, THERE, 1],
      [2 * MINUTE, HERE, 1],
    ];
    expect([await noted(), await counts()]).toEqual([others, [`1 ${HERE}: 7, 4`]]);
    await Promise.all([cron(3), cron(3)]);
    expect([await noted(), await counts()]).toEqual([[...others, [MINUTE, HERE, 3]], []]);
  });

  it("has more to do when it has read as many as it may", async () => {
    const columns = "1, 'network' || i, 'unknown-user', 'USER_UNKNOWN', 1, 1";
    const insert = "INSERT INTO refusal_count (minute, network, reason, event, count, noted)";
    let trips = 0;
    const counted = watchedDatabase(env.DB, (_, next) => {
      trips++;
      return next();
    });
    expect([await cron(2, counted), trips]).toEqual([false, 1]);
    await runSql(`${insert} ${many(250, columns)}`);
    expect(await cron(2)).toBe(true);
    await runSql(`${insert} ${many(249, columns)}`);
    expect(await cron(2)).toBe(false);
  });
});
