// The chain of checkpoints and the object that holds its end: an insider who writes to the database
// can no longer hide these changes.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { makeCheckpoints } from "../../../../src/storage/audit/checkpoints/checkpoint.ts";
import {
  type Checkpoint,
  chainLink,
  digestOf,
  sign,
} from "../../../../src/storage/audit/checkpoints/checkpoint-signature.ts";
import type { HeadKeeper } from "../../../../src/storage/audit/checkpoints/head.ts";
import { createHeadKeeper } from "../../../../src/storage/audit/checkpoints/head-object.ts";
import { verifyAudit } from "../../../../src/storage/audit/checkpoints/verification.ts";
import { auditRows, emptyTrail, KEEPER, runSql, signTrail, verifyTrail, writeEntries } from "../../../support/audit.ts";
import { watchedDatabase } from "../../../support/bindings.ts";
import { rowsOf } from "../../../support/storage/rows.ts";
import { keyring } from "../../keys/keys.ts";

const HOUR_MS = 3_600_000;
const keys = await keyring("one");
const problems = async () => (await verifyTrail(keys)).problems;
const checkpoints = async () => (await rowsOf("audit_checkpoint")) as Checkpoint[];

/** Rows 1 to 3 and 4 to 6 under checkpoints, 7 to 9 after them. */
beforeEach(async () => {
  await emptyTrail();
  for (let part = 0; part < 3; part++) {
    await writeEntries(keys, 3);
    if (part < 2) await signTrail(keys, 2000);
  }
});

/**
 * Removes row 2 and every checkpoint, and numbers the remaining rows from 1 again, counter
 * included.
 */
async function removeRowTwo(): Promise<void> {
  await runSql("DELETE FROM audit_checkpoint");
  await runSql("DELETE FROM audit WHERE number = 2");
  await runSql("UPDATE audit SET number = number - 1 WHERE number > 2");
  await runSql("UPDATE sqlite_sequence SET seq = 8 WHERE name = 'audit'");
}

/** Cron's message in place of signing. */
async function refusal(sign = () => signTrail(keys, 3000)): Promise<unknown> {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const before = await checkpoints();
  const head = await KEEPER.read();
  const signed = await sign();
  expect(await checkpoints()).toEqual(before);
  expect(await KEEPER.read()).toEqual(head);
  expect(error).toHaveBeenCalledOnce();
  error.mockRestore();
  return signed;
}

describe("the checkpoints", () => {
  it("hold the link of the previous one, and the object holds the newest", async () => {
    const [first, second] = (await checkpoints()) as [Checkpoint, Checkpoint];
    expect([first.previous, second.previous]).toEqual(["", await chainLink(first)]);
    expect(await KEEPER.read()).toEqual({ lastNumber: 6, link: await chainLink(second), checkpoints: 2 });
    expect(await verifyTrail(keys)).toEqual({ rows: 9, checkpoints: 2, problems: [] });
  });

  it("removed all together with an old row, the rest numbered again, are missed, and cron signs nothing", async () => {
    await removeRowTwo();
    const missed = "the newest signed checkpoint, up to row 6, is gone";
    expect(await problems()).toEqual([missed, "checkpoints up to row 6: 2 made, 0 found"]);
    expect(await refusal()).toEqual({ ok: false, problem: missed });
    expect(await problems()).toContain(missed);
  });

  it("removed at the end with their rows are missed", async () => {
    await runSql("DELETE FROM audit_checkpoint WHERE first_number = 4");
    await runSql("DELETE FROM audit WHERE number > 3");
    await runSql("UPDATE sqlite_sequence SET seq = 3 WHERE name = 'audit'");
    const missed = "the newest signed checkpoint, up to row 6, is gone";
    expect(await problems()).toContain(missed);
    expect(await refusal()).toEqual({ ok: false, problem: missed });
  });

  it("removed at the beginning with their rows are missed", async () => {
    await runSql("DELETE FROM audit_checkpoint WHERE first_number = 1");
    await runSql("DELETE FROM audit WHERE number < 4");
    expect(await problems()).toEqual([
      "rows 1 to 3: no checkpoint covers them",
      "checkpoints up to row 6: 2 made, 1 found",
    ]);
  });

  it("exchanged for others that were once signed do not continue the chain", async () => {
    const [, second] = (await checkpoints()) as [Checkpoint, Checkpoint];
    await signTrail(keys, 3000);
    const copy = { ...second, first_number: 7, last_number: 9 };
    await runSql("DELETE FROM audit_checkpoint WHERE first_number = 7");
    await insert(copy);
    expect(await problems()).toEqual(
      expect.arrayContaining([
        "rows 7 to 9: the checkpoint does not continue the one before it",
        "the newest signed checkpoint, up to row 9, was replaced",
      ]),
    );
  });
});

async function insert(checkpoint: Checkpoint): Promise<void> {
  const names = Object.keys(checkpoint);
  const values = Object.values(checkpoint);
  await env.DB.prepare(`INSERT INTO audit_checkpoint (${names}) VALUES (${names.map(() => "?")})`)
    .bind(...values)
    .run();
}

/**
 * As a version without a chain made it: rows first to last, with no link to the previous
 * checkpoint.
 */
async function insertUnchained(first: number, last: number): Promise<void> {
  const rows = (await auditRows()).filter(({ number }) => number >= first && number <= last);
  const unsigned = {
    first_number: first,
    last_number: last,
    row_count: rows.length,
    digest: await digestOf(rows),
    made_at_ms: 1500,
    retired_at_ms: null,
    previous: null,
  };
  await insert({ ...unsigned, mac: await sign(keys, unsigned) });
}

describe("checkpoints from before there was a chain", () => {
  beforeEach(async () => {
    await emptyTrail();
    await writeEntries(keys, 4);
    await insertUnchained(1, 2);
    await insertUnchained(3, 4);
    await writeEntries(keys, 2);
  });

  it("are the beginning of the chain, which the first cron continues", async () => {
    expect(await problems()).toEqual([]);
    expect(await signTrail(keys, 2000)).toEqual({ ok: true, more: false });
    const [, second, third] = (await checkpoints()) as [Checkpoint, Checkpoint, Checkpoint];
    expect(third.previous).toBe(await chainLink(second));
    expect(await verifyTrail(keys)).toEqual({ rows: 6, checkpoints: 3, problems: [] });
    expect(await KEEPER.read()).toMatchObject({ lastNumber: 6, checkpoints: 3 });
  });

  it("are counted up to the one that the chain begins at, even if the earlier version makes one meanwhile", async () => {
    await emptyTrail();
    await writeEntries(keys, 3);
    await insertUnchained(1, 1);
    await insertUnchained(2, 2);
    const meanwhile = watchedDatabase(env.DB, async ({ sql }, next) => {
      if (sql.includes("count(*)")) await insertUnchained(3, 3);
      return next();
    });
    expect(await makeCheckpoints(meanwhile, keys, KEEPER, 2000)).toEqual({ ok: true, more: true });
    expect(await KEEPER.read()).toMatchObject({ lastNumber: 2, checkpoints: 2 });
  });

  it("are no longer accepted once there is one", async () => {
    await signTrail(keys, 2000);
    await writeEntries(keys, 2);
    await insertUnchained(7, 8);
    const problem = "rows 7 to 8: the checkpoint does not continue the one before it";
    expect(await problems()).toEqual([problem]);
    expect(await refusal()).toEqual({ ok: false, problem });
  });

  it("are not accepted if the newest of them was changed", async () => {
    await runSql("UPDATE audit_checkpoint SET made_at_ms = 1 WHERE first_number = 3");
    expect(await refusal()).toEqual({ ok: false, problem: "rows 3 to 4: the checkpoint was changed" });
    expect(await KEEPER.read()).toBeNull();
  });
});

describe("a cron that dies between its checkpoint and the object", () => {
  const dying: HeadKeeper = { read: KEEPER.read, advance: () => Promise.reject(new Error("died")) };

  it("leaves a whole trail, and the next one lets the object follow", async () => {
    await expect(makeCheckpoints(env.DB, keys, dying, 3000)).rejects.toThrow("died");
    expect(await checkpoints()).toHaveLength(3);
    expect(await KEEPER.read()).toMatchObject({ lastNumber: 6, checkpoints: 2 });
    expect(await problems()).toEqual([]);
    await writeEntries(keys, 1);
    await signTrail(keys, 4000);
    expect(await KEEPER.read()).toMatchObject({ lastNumber: 10, checkpoints: 4 });
    expect(await verifyTrail(keys)).toEqual({ rows: 10, checkpoints: 4, problems: [] });
  });

  it("is not followed to a checkpoint that was changed", async () => {
    await expect(makeCheckpoints(env.DB, keys, dying, 3000)).rejects.toThrow("died");
    await runSql("UPDATE audit_checkpoint SET last_number = 8, row_count = 2 WHERE first_number = 7");
    const problem = "rows 7 to 8: the checkpoint does not continue the one before it";
    expect(await refusal()).toEqual({ ok: false, problem });
  });
});

describe("the object", () => {
  it("advances only from what it holds, and never back", async () => {
    const head = await KEEPER.read();
    const next = { lastNumber: 9, link: "next", checkpoints: 3 };
    expect(await KEEPER.advance(null, next)).toBe(false);
    expect(await KEEPER.advance({ lastNumber: 6, link: "another", checkpoints: 2 }, next)).toBe(false);
    expect(await KEEPER.advance(head, { ...next, lastNumber: 3 })).toBe(false);
    expect(await KEEPER.advance(head, { ...next, checkpoints: 2 })).toBe(false);
    expect(await KEEPER.read()).toEqual(head);
    expect(await KEEPER.advance(head, next)).toBe(true);
    expect(await KEEPER.read()).toEqual(next);
  });

  it("lets only one of two crons begin the chain", async () => {
    const keeper = createHeadKeeper(env.AUDIT_HEAD, "begun by two");
    const [one, two] = [
      { lastNumber: 6, link: "one", checkpoints: 2 },
      { lastNumber: 6, link: "two", checkpoints: 2 },
    ];
    const begun = await Promise.all([keeper.advance(null, one), keeper.advance(null, two)]);
    expect(begun.sort()).toEqual([false, true]);
  });

  it("that is missing though the checkpoints are chained is reported, until cron has begun another", async () => {
    const keeper = createHeadKeeper(env.AUDIT_HEAD, "another");
    const verify = async () => verifyAudit(env.DB, keys, { nowMs: 1000, head: await keeper.read() });
    expect((await verify()).problems).toEqual(["the checkpoints are chained, but no object holds the newest of them"]);
    const warn = vi.spyOn(console, "warn").mockImplementationOnce(() => {});
    await makeCheckpoints(env.DB, keys, keeper, 3000);
    expect(warn).toHaveBeenCalledExactlyOnceWith("audit: the chain of checkpoints begins after row 6");
    expect((await verify()).problems).toEqual([]);
    expect(await keeper.read()).toMatchObject({ lastNumber: 9, checkpoints: 3 });
  });
});

describe("a row that nothing has signed", () => {
  it("is reported once it is older than two hours, and no longer when cron has run", async () => {
    const verifyAt = (nowMs: number) => verifyTrail(keys, nowMs);
    expect((await verifyAt(1000 + 2 * HOUR_MS)).problems).toEqual([]);
    expect((await verifyAt(1001 + 2 * HOUR_MS)).problems).toEqual([
      "rows 7 to 9: older than two hours, and no checkpoint has signed them",
    ]);
    await signTrail(keys, 1001 + 2 * HOUR_MS);
    expect((await verifyAt(1001 + 2 * HOUR_MS)).problems).toEqual([]);
  });
});
