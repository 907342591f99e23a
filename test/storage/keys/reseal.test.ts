// Resealing under the newest root: in batches, against writers, and past rows that do not open.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { keysInUse } from "../../../packages/commands/rekey/key-use.ts";
import { utf8 } from "../../../src/lib/bytes.ts";
import type { Keyring } from "../../../src/storage/keys/keyring.ts";
import { type Position, resealBatch, START } from "../../../src/storage/keys/reseal.ts";
import { resealSome } from "../../../src/storage/keys/reseal-cron.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";
import { rowsUnderOtherKeys, SEALED_PLACES } from "../../../src/storage/keys/sealed-places.ts";
import { statement } from "../../../src/storage/sql/sql.ts";
import { runSql } from "../../support/audit.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { rowOf, rowsOf, type StoredToken } from "../../support/storage/rows.ts";
import { keyring } from "./keys.ts";

const [old, rotated, fresh] = [await keyring("old"), await keyring("new", "old"), await keyring("new")];

/** A token whose secret and PIN are its serial, sealed for `owner`. */
async function makeToken(serial: string, by: Keyring = old, owner = serial): Promise<void> {
  const sealer = createSealer(by);
  await runSql(
    `INSERT INTO token (serial, generation, description, active, revoked, rollout_state, max_fail, suite,
       sealed_secret, sealed_pin, created_at_ms) VALUES (?, 7, '', 1, 0, 'enrolled', 10, '', ?, ?, 0)`,
    serial,
    await sealer.seal("secret", owner, utf8(serial)),
    await sealer.seal("pin", owner, utf8(serial)),
  );
}

const makeAccount = async (name: string, by: Keyring = old): Promise<unknown> =>
  runSql(
    `INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms) VALUES (?, 3, ?, '["*"]', 0)`,
    name,
    await createSealer(by).seal("password", name, utf8(name)),
  );

/**
 * Whether the newest root alone opens everything of a token, and its secret is still the serial.
 */
async function opensFresh(serial: string): Promise<boolean> {
  const { sealed_secret, sealed_pin } = await rowOf(serial);
  const opened = (purpose: "secret" | "pin", text: string | null) =>
    createSealer(fresh)
      .open(purpose, serial, text ?? "")
      .then(
        (bytes) => new TextDecoder().decode(bytes),
        () => "",
      );
  return (await opened("secret", sealed_secret)) === serial && (await opened("pin", sealed_pin)) === serial;
}

/** Runs batches of `most` until the end. */
async function resealAll(most: number, db = env.DB) {
  const total = { batches: 0, resealed: 0, overtaken: 0, closed: [] as string[] };
  for (let next: Position | undefined = START; next; total.batches++) {
    const batch = await resealBatch(db, rotated, next, most);
    expect(batch.resealed + batch.overtaken + batch.closed.length).toBeLessThanOrEqual(most);
    expect(total.batches).toBeLessThan(99);
    total.resealed += batch.resealed;
    total.overtaken += batch.overtaken;
    total.closed.push(...batch.closed.map(({ column, owner }) => `${column} of ${owner}`));
    next = batch.next;
  }
  return total;
}

const sealedIds = async () =>
  (await keysInUse(env.DB)).map(({ id, secrets, pins, passwords }) => ({ id, secrets, pins, passwords }));

beforeEach(async () => {
  for (const table of ["token", "admin", "reseal"]) await runSql(`DELETE FROM ${table}`);
});

describe("resealing", () => {
  it.each([1, 2, 3, 100])("in batches of %i reaches every secret, PIN and password, and nothing else", async (most) => {
    for (const serial of ["A", "B", "C"]) await makeToken(serial);
    await makeToken("NEW", rotated);
    await makeAccount("root");
    await runSql("UPDATE token SET sealed_pin = NULL WHERE serial = 'B'");
    const before = (await rowsOf("token")) as StoredToken[];
    expect(await resealAll(most)).toMatchObject({ resealed: 6, overtaken: 0, closed: [] });
    expect(await sealedIds()).toEqual([{ id: rotated.newest.id, secrets: 4, pins: 3, passwords: 1 }]);
    for (const serial of ["A", "C", "NEW"]) expect(await opensFresh(serial)).toBe(true);
    const after = (await rowsOf("token")) as StoredToken[];
    const others = ({ sealed_secret, sealed_pin, ...row }: StoredToken) => row;
    expect(after.map(others)).toEqual(before.map(others)); // generations, too
    expect(after[3]).toEqual(before[3]);
    expect(await rowsOf("admin")).toMatchObject([{ name: "root", generation: 3 }]);
  });

  it("reaches day passes, too", async () => {
    await makeToken("A", rotated);
    const sealed = await createSealer(old).seal("pass", "A", utf8("123456789012"));
    await runSql("UPDATE token SET sealed_pass = ?, pass_until_ms = 1, pass_left = 1", sealed);
    expect(await resealAll(3)).toMatchObject({ resealed: 1, closed: [] });
    const { sealed_pass } = await rowOf("A");
    expect(new TextDecoder().decode(await createSealer(fresh).open("pass", "A", sealed_pass ?? ""))).toBe(
      "123456789012",
    );
  });

  it("reseals accounts last", async () => {
    for (const serial of ["A", "B"]) await makeToken(serial);
    await makeAccount("root");
    const { next } = await resealBatch(env.DB, rotated, START, 4);
    expect(await sealedIds()).toContainEqual({ id: old.newest.id, secrets: 0, pins: 0, passwords: 1 });
    expect((await resealBatch(env.DB, rotated, next ?? START, 4)).resealed).toBe(1);
  });

  it("continues where it was stopped in the middle of a batch", async () => {
    for (const serial of ["A", "B", "C", "D"]) await makeToken(serial);
    let calls = 0;
    const dying = watchedDatabase(env.DB, (_, next) => (++calls > 3 ? Promise.reject(new Error("stopped")) : next()));
    await expect(resealAll(3, dying)).rejects.toThrow("stopped");
    expect((await keysInUse(env.DB)).find(({ id }) => id === rotated.newest.id)?.secrets).toBe(3);
    expect(await resealAll(3)).toMatchObject({ resealed: 5, closed: [] });
    for (const serial of ["A", "B", "C", "D"]) expect(await opensFresh(serial)).toBe(true);
  });

  it("is done once if two do it at once", async () => {
    for (const serial of ["A", "B", "C"]) await makeToken(serial);
    const both = await Promise.all([resealAll(2), resealAll(2)]);
    expect(both[0].resealed + both[1].resealed).toBe(6);
    for (const serial of ["A", "B", "C"]) expect(await opensFresh(serial)).toBe(true);
  });
});

describe("a writer between the look and the resealing", () => {
  /** Runs `write` right before the first UPDATE. */
  function meeting(write: () => Promise<unknown>): D1Database {
    let met = false;
    return watchedDatabase(env.DB, async ({ sql }, next) => {
      if (sql.startsWith("UPDATE") && !met) {
        met = true;
        await write();
      }
      return next();
    });
  }

  it.each([
    ["an enrolment", "UPDATE token SET sealed_secret = 'theirs' WHERE serial = 'A'", { sealed_secret: "theirs" }],
    ["a begun enrolment", "UPDATE token SET sealed_secret = NULL WHERE serial = 'A'", { sealed_secret: null }],
    ["a deletion", "UPDATE token SET serial = 'Z' WHERE serial = 'A'", undefined],
  ] as const)("%s wins, and the other rows are resealed", async (_, sql, kept) => {
    await makeToken("A");
    await makeToken("B");
    const { resealed, overtaken } = await resealBatch(
      meeting(() => runSql(sql)),
      rotated,
      START,
      2,
    );
    expect({ resealed, overtaken }).toEqual({ resealed: 1, overtaken: 1 });
    if (kept) expect(await rowOf("A")).toMatchObject(kept);
    expect((await rowOf("B")).sealed_secret).toMatch(new RegExp(`^${fresh.newest.id}\\.`));
  });

  it("a token made again under its serial keeps its own secret", async () => {
    await makeToken("A");
    const anew = async () => {
      await runSql("DELETE FROM token");
      await makeToken("A", old);
    };
    expect(await resealBatch(meeting(anew), rotated, START, 1)).toMatchObject({ resealed: 0, overtaken: 1 });
    expect((await rowOf("A")).sealed_secret).toMatch(new RegExp(`^${old.newest.id}\\.`));
    expect(await resealAll(9)).toMatchObject({ resealed: 2, overtaken: 0 });
  });

  it("a new password wins", async () => {
    await makeAccount("root");
    const write = () => runSql("UPDATE admin SET sealed_password = 'theirs', generation = generation + 1");
    expect(await resealBatch(meeting(write), rotated, START, 9)).toMatchObject({ resealed: 0, overtaken: 1 });
    expect(await rowsOf("admin")).toMatchObject([{ sealed_password: "theirs", generation: 4 }]);
  });
});

describe("a row that does not open", () => {
  const SECRET_OF = (serial: string) => `(SELECT sealed_secret FROM token WHERE serial = '${serial}')`;

  beforeEach(async () => {
    for (const serial of ["A", "B", "C"]) await makeToken(serial);
    await makeToken("LOST", await keyring("lost"));
    await runSql(`UPDATE token SET sealed_secret = ${SECRET_OF("A")} WHERE serial = 'B'`);
    await runSql("UPDATE token SET sealed_pin = sealed_secret WHERE serial = 'C'");
  });

  it.each([1, 2, 100])("stays, is named, and keeps no other from being resealed (%i)", async (most) => {
    const before = (await rowsOf("token")) as StoredToken[];
    const { resealed, closed } = await resealAll(most);
    expect(resealed).toBe(4);
    expect(closed.toSorted()).toEqual([
      "token.sealed_pin of C",
      "token.sealed_pin of LOST",
      "token.sealed_secret of B",
      "token.sealed_secret of LOST",
    ]);
    const after = (await rowsOf("token")) as StoredToken[];
    for (const [index, column] of [
      [1, "sealed_secret"],
      [2, "sealed_pin"],
      [3, "sealed_pin"],
      [3, "sealed_secret"],
    ] as const)
      expect(after[index]?.[column]).toBe(before[index]?.[column]);
  });

  it("is passed over by cron, which still reaches every other row", async () => {
    const [told, said] = [
      vi.spyOn(console, "error").mockImplementation(() => {}),
      vi.spyOn(console, "log").mockImplementation(() => {}),
    ];
    for (let times = 0; times < 9; times++) await resealSome(env.DB, rotated, 1);
    expect(said.mock.calls.flat()).toEqual(
      [7, 6, 5, 4].map((left) => `reseal: 1 resealed under MASTER_KEY, ${left} left under other keys`),
    );
    expect(told.mock.calls.flat()).toContain(
      "reseal: sealed text that does not open was left unchanged: token.sealed_secret of B",
    );
    expect(told.mock.calls.flat().join()).not.toContain((await rowOf("B")).sealed_secret?.slice(9));
    // At the end it starts again, in case something was sealed under the older key behind its back.
    await makeToken("0");
    await resealSome(env.DB, rotated, 2);
    expect((await rowOf("0")).sealed_secret).toMatch(new RegExp(`^${fresh.newest.id}\\.`));
    vi.restoreAllMocks();
  });
});

it("the index finds values under an older root, whatever the number of tokens", async () => {
  for (const place of SEALED_PLACES.filter(({ table }) => table === "token")) {
    const parameters = { key: "00000000", owner: "A", newest: fresh.newest.id, most: 10 };
    const plan = await statement(env.DB, `EXPLAIN QUERY PLAN ${rowsUnderOtherKeys(place)}`, parameters).all<{
      detail: string;
    }>();
    const steps = plan.results.map(({ detail }) => detail).filter((detail) => /token|TEMP/.test(detail));
    expect(steps).toEqual(
      Array(3).fill(expect.stringMatching(`^SEARCH token USING INDEX token_by_${place.purpose}_key`)),
    );
  }
});
