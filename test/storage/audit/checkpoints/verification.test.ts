// Verifying only the newest rows: they and their checkpoints are examined as in the whole trail,
// and nothing before them.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "../../../../src/storage/audit/checkpoints/verification.ts";
import { emptyTrail, KEEPER, many, runSql, signTrail, writeEntries } from "../../../support/audit.ts";
import { keyring } from "../../keys/keys.ts";

const keys = await keyring("one");
const verify = async (newest: number, head = KEEPER.read()) =>
  verifyAudit(env.DB, keys, { nowMs: 1000, head: await head, newest });

/** Rows 1 to 3 and 4 to 6 under checkpoints, 7 to 9 after them. */
beforeEach(async () => {
  await emptyTrail();
  for (let part = 0; part < 3; part++) {
    await writeEntries(keys, 3);
    if (part < 2) await signTrail(keys, 2000);
  }
});

/** Checkpoints that no key has signed, one for each row from 9 on. */
const forge = (count: number) =>
  runSql(`INSERT INTO audit_checkpoint (first_number, last_number, row_count, digest, made_at_ms, previous, mac)
    ${many(count, "8 + i, 8 + i, 1, '', 0, '', 'x.y'")}`);

describe("the newest rows", () => {
  it.each([
    [2, 0],
    [3, 0],
    [4, 1],
    [5, 1],
    [6, 1],
    [7, 2],
    [8, 2],
    [9, 2],
    [100, 2],
  ])("%i of them have %i checkpoints", async (newest, checkpoints) => {
    expect(await verify(newest)).toEqual({ rows: Math.min(newest, 9), checkpoints, problems: [] });
  });

  it("that a later version has signed, or that claim so, are named, a run of them on one line", async () => {
    await runSql("UPDATE audit SET mac = mac || '9' WHERE number IN (2, 3, 4, 8)");
    await runSql("UPDATE audit SET success = 1 - success WHERE number = 3");
    const eighth = "row 8 was signed by a newer version, and not verified";
    expect((await verify(9)).problems).toEqual([
      "rows 2 to 4 were signed by a newer version, and not verified",
      eighth,
    ]);
    await runSql("DELETE FROM audit WHERE number = 5");
    expect((await verify(9)).problems).toContain("row 5 is missing");
    expect((await verify(2)).problems).toEqual([eighth]);
  });

  it("are counted by the numbers of the trail, and not by those of another table", async () => {
    for (const [name, seq] of [
      ["token", 0],
      ["audit", 9],
    ] as const) {
      await runSql("DELETE FROM sqlite_sequence WHERE name = ?", name);
      await runSql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", name, seq);
    }
    expect(await verify(100)).toEqual({ rows: 9, checkpoints: 2, problems: [] });
  });

  it("are the whole trail when there are no more, so a missing checkpoint is missed", async () => {
    await runSql("DELETE FROM audit_checkpoint WHERE first_number = 1");
    const missed = ["rows 1 to 3: no checkpoint covers them", "checkpoints up to row 6: 2 made, 1 found"];
    expect([(await verify(9)).problems, (await verify(10)).problems]).toEqual([missed, missed]);
    expect((await verify(3)).problems).toEqual([]);
  });

  it("are followed by a chain that an object must hold", async () => {
    const problems = ["the checkpoints are chained, but no object holds the newest of them"];
    expect((await verify(2, Promise.resolve(null))).problems).toEqual(problems);
    await runSql("UPDATE audit_checkpoint SET previous = NULL");
    expect((await verify(2, Promise.resolve(null))).problems).toEqual([]);
  });
});

describe("forged checkpoints", () => {
  it("are examined no more than there are rows to examine", async () => {
    await forge(2000);
    expect((await verify(1)).checkpoints).toBe(1);
  });

  it("are all examined in the whole trail", async () => {
    await forge(10);
    expect((await verify(9)).checkpoints).toBe(12);
  });
});
