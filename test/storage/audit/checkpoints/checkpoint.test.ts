// Tampering with the stored trail by a person who can write to the database and does not have the
// keys.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { entryOf } from "../../../../src/core/audit/audit.ts";
import { makeCheckpoints } from "../../../../src/storage/audit/checkpoints/checkpoint.ts";
import { signRow } from "../../../../src/storage/audit/signature.ts";
import {
  auditRows,
  emptyTrail,
  KEEPER,
  runSql,
  signTrail,
  verifyTrail,
  writeEntries,
  writeMany,
} from "../../../support/audit.ts";
import { watchedDatabase } from "../../../support/bindings.ts";
import { callAt } from "../../../support/storage/ports.ts";
import { rowsOf } from "../../../support/storage/rows.ts";
import { keyring } from "../../keys/keys.ts";

const keys = await keyring("one");
const checkpoint = (nowMs = 2000) => signTrail(keys, nowMs);
const verify = () => verifyTrail(keys);
const problems = async () => (await verify()).problems;
const checkpoints = () => rowsOf("audit_checkpoint") as Promise<{ first_number: number; last_number: number }[]>;

/** Rows 1 to 4 and 5 to 8 under checkpoints, 9 to 12 after them. */
beforeEach(async () => {
  await emptyTrail();
  for (let part = 0; part < 3; part++) {
    await writeEntries(keys, 4);
    if (part < 2) await checkpoint();
  }
});

describe("an untouched trail", () => {
  it("is whole, under its checkpoints and after them", async () => {
    expect(await verify()).toEqual({ rows: 12, checkpoints: 2, problems: [] });
    expect(await signTrail(keys, 2000, 1)).toEqual({ ok: true, more: false });
    expect(await verify()).toEqual({ rows: 12, checkpoints: 3, problems: [] });
    expect(await checkpoints()).toMatchObject([
      { first_number: 1, last_number: 4, row_count: 4 },
      { first_number: 5, last_number: 8, row_count: 4 },
      { first_number: 9, last_number: 12, row_count: 4 },
    ]);
  });

  it("is whole without any row or checkpoint", async () => {
    await emptyTrail();
    await checkpoint();
    expect(await verify()).toEqual({ rows: 0, checkpoints: 0, problems: [] });
  });

  it("gets no checkpoint when nothing is new", async () => {
    await checkpoint();
    const before = await checkpoints();
    await checkpoint(3000);
    expect(await checkpoints()).toEqual(before);
  });

  it("of more rows than a checkpoint covers gets several, but no more at once than requested", async () => {
    await emptyTrail();
    await writeMany(5001, 1000);
    expect(await signTrail(keys, 2000, 2)).toEqual({ ok: true, more: true });
    expect(await checkpoints()).toMatchObject([{ last_number: 2500 }, { last_number: 5000 }]);
    expect(await signTrail(keys, 2000)).toEqual({ ok: true, more: false });
    expect(await checkpoints()).toMatchObject([{}, {}, { first_number: 5001, last_number: 5001 }]);
  });

  it("is whole when it is longer than what is read at once", async () => {
    await emptyTrail();
    const entry = entryOf(callAt(1), { success: true, event: "LOGIN_SUCCESS" });
    const rows = await Promise.all(Array.from({ length: 2001 }, () => signRow(keys, entry)));
    const names = Object.keys(rows[0] as object);
    const sql = `INSERT INTO audit (${names}) SELECT ${names.map((name) => `value ->> '${name}'`)} FROM json_each(?)`;
    await runSql(sql, JSON.stringify(rows));
    expect(await verify()).toEqual({ rows: 2001, checkpoints: 0, problems: [] });
    await checkpoint();
    expect(await verify()).toEqual({ rows: 2001, checkpoints: 1, problems: [] });
    await runSql("UPDATE audit SET (id, mac) = (SELECT id, mac FROM audit WHERE number = 1) WHERE number = 2000");
    expect(await problems()).toEqual([
      "rows 1 to 2001: the rows or their order do not match the checkpoint",
      "row 2000 is a copy of another",
    ]);
  });
});

describe("a deleted row", () => {
  it.each([
    ["the first", 1],
    ["one under a checkpoint", 6],
    ["the last one before the next checkpoint", 4],
    ["the last one under the last checkpoint", 8],
    ["the first one behind it", 9],
    ["one behind it", 10],
    ["the last", 12],
  ])("is found: %s", async (_, number) => {
    await runSql("DELETE FROM audit WHERE number = ?", number);
    expect(await problems()).toContain(`row ${number} is missing`);
  });

  it.each([9, 10])("is found too when the checkpoint came later (row %i)", async (number) => {
    await runSql("DELETE FROM audit WHERE number = ?", number);
    await checkpoint();
    const message = number === 9 ? "rows 9 to 9: no checkpoint covers them" : `row ${number} is missing`;
    expect(await problems()).toEqual([message]);
  });

  it("is found, even the last of all, if the checkpoint and another row came later", async () => {
    await runSql("DELETE FROM audit WHERE number = 12");
    await checkpoint();
    expect(await problems()).toEqual(["row 12 is missing"]);
    await writeEntries(keys, 1);
    await checkpoint();
    expect(await problems()).toEqual(["rows 12 to 12: no checkpoint covers them"]);
  });
});

describe("a row that was changed", () => {
  it.each([6, 10])("is found and named: %i", async (number) => {
    await runSql("UPDATE audit SET success = 0 WHERE number = ?", number);
    expect(await problems()).toEqual([`row ${number} was changed`]);
  });

  it("into another whole row is found", async () => {
    const [first] = await auditRows({ number: 9 });
    const names = Object.keys(first as object).filter((name) => name !== "number");
    await runSql(`UPDATE audit SET (${names}) = (SELECT ${names} FROM audit WHERE number = 9) WHERE number = 11`);
    expect(await problems()).toEqual(["row 11 is a copy of another"]);
    await runSql(`UPDATE audit SET (${names}) = (SELECT ${names} FROM audit WHERE number = 9) WHERE number = 6`);
    expect(await problems()).toContain("rows 5 to 8: the rows or their order do not match the checkpoint");
  });

  it("by changing places with another is found under a checkpoint", async () => {
    for (const [from, to] of [
      [6, 99],
      [7, 6],
      [99, 7],
    ])
      await runSql("UPDATE audit SET number = ? WHERE number = ?", to as number, from as number);
    expect(await problems()).toContain("rows 5 to 8: the rows or their order do not match the checkpoint");
  });

  it("by having its name removed is whole", async () => {
    await runSql("UPDATE audit SET user = pseudonym");
    expect(await problems()).toEqual([]);
  });
});

describe("a row that was put in", () => {
  it("is found, with a made-up MAC or as a copy", async () => {
    const columns = Object.keys((await auditRows())[0] as object).filter((name) => !["number", "id"].includes(name));
    await runSql(`INSERT INTO audit (id, ${columns}) SELECT 'made-up', ${columns} FROM audit WHERE number = 12`);
    await runSql(`INSERT INTO audit (id, ${columns}) SELECT id, ${columns} FROM audit WHERE number = 12`);
    expect(await problems()).toEqual(["row 13 was changed", "row 14 is a copy of another"]);
  });
});

describe("a checkpoint", () => {
  it("that was removed is found by the one after it", async () => {
    await runSql("DELETE FROM audit_checkpoint WHERE first_number = 1");
    expect(await problems()).toEqual([
      "rows 1 to 4: no checkpoint covers them",
      "checkpoints up to row 8: 2 made, 1 found",
    ]);
  });

  it("that was removed, the last, is missed by the object that holds it; its rows are still held by their MACs and numbers", async () => {
    const missed = ["the newest signed checkpoint, up to row 8, is gone", "checkpoints up to row 8: 2 made, 1 found"];
    await runSql("DELETE FROM audit_checkpoint WHERE first_number = 5");
    expect(await problems()).toEqual(missed);
    await runSql("DELETE FROM audit WHERE number = 8");
    expect(await problems()).toEqual(["row 8 is missing", ...missed]);
  });

  it.each([
    ["last_number", 7],
    ["row_count", 3],
    ["digest", "00"],
    ["made_at_ms", 1],
    ["retired_at_ms", 1],
    ["mac", "00000000.AAAA"],
    ["mac", ""],
  ])("that was changed is found: %s", async (column, value) => {
    await runSql(`UPDATE audit_checkpoint SET ${column} = ? WHERE first_number = 5`, value);
    expect(await problems()).toContain(`rows 5 to ${column === "last_number" ? 7 : 8}: the checkpoint was changed`);
  });
});

it("a checkpoint whose MAC is not base64 was changed", async () => {
  await runSql("UPDATE audit_checkpoint SET mac = substr(mac, 1, instr(mac, '.')) || '!' WHERE first_number = 5");
  expect(await problems()).toContain("rows 5 to 8: the checkpoint was changed");
});

describe("two crons at once", () => {
  it("make one checkpoint for the same rows", async () => {
    await Promise.all([checkpoint(2000), checkpoint(3000)]);
    expect(await checkpoints()).toHaveLength(3);
    expect(await problems()).toEqual([]);
  });

  it("of which the second comes before the first has told the object: it leaves that to the first", async () => {
    const [made, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = makeCheckpoints(
      env.DB,
      keys,
      {
        read: KEEPER.read,
        advance: async (from, to) => {
          made.resolve();
          await second.promise;
          return KEEPER.advance(from, to);
        },
      },
      2000,
    );
    const late = watchedDatabase(env.DB, async ({ sql }, next) => {
      if (sql.includes("INSERT INTO audit_checkpoint")) await made.promise;
      return next();
    });
    expect(await makeCheckpoints(late, keys, KEEPER, 3000)).toEqual({ ok: true, more: true });
    second.resolve();
    expect(await first).toEqual({ ok: true, more: false });
    expect(await problems()).toEqual([]);
  });

  it("that saw different numbers of rows leave a whole trail: the first to write has made it", async () => {
    const slow = Promise.withResolvers<void>();
    const waiting = watchedDatabase(env.DB, async ({ sql }, next) => {
      if (sql.includes("INSERT INTO audit_checkpoint")) await slow.promise;
      return next();
    });
    const first = makeCheckpoints(waiting, keys, KEEPER, 2000);
    await writeEntries(keys, 2);
    await checkpoint(3000);
    slow.resolve();
    await first;
    const [, , made, ...more] = await checkpoints();
    expect(made?.first_number).toBe(9);
    expect([12, 14]).toContain([made, ...more].at(-1)?.last_number);
    expect(await problems()).toEqual([]);
  });
});
