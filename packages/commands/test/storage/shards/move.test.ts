// Moving slots loses nothing, wherever it is cut off, and the users log in from their new database
// afterwards.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../../../../src/config/read-config.ts";
import type { NamedDatabase } from "../../../../../src/storage/shards/named-database.ts";
import {
  database,
  having,
  MAP,
  makeDatabases,
  userHomedIn,
  withMap,
} from "../../../../../test/storage/shards/three.ts";
import { watchedDatabase } from "../../../../../test/support/bindings.ts";
import {
  asAdminOver,
  type EnrolledToken,
  enrol,
  openLogin,
  postOver,
  resultOf,
  type Send,
} from "../../../../../test/support/service.ts";
import { moveSlots } from "../../../shards/move.ts";
import { planEvenly, verifyPlacement } from "../../../shards/verify.ts";

const SLOTS = { from: 0x55, to: 0xa9 };
/** The slots of DB_1 go to DB_2. */
const AFTER = { ...MAP, SHARD_SLOTS: "DB_2=55-ff" };
const mapOf = (given: object) => readConfig({ ...env, ...given }).settings;
const named = (name: "DB" | "DB_1" | "DB_2"): NamedDatabase => ({ name, db: database(name) });
const ALL = [named("DB"), named("DB_1"), named("DB_2")];

let send: Send;
beforeAll(async () => {
  await makeDatabases();
  send = await withMap({ DAY_PASS: "pages" });
});

/** A user in DB_1 with some failures, a second token that can be undone, an unassigned one, and links. */
async function makeUser(prefix: string): Promise<{ user: string; enrolled: EnrolledToken }> {
  const user = await userHomedIn("DB_1", prefix);
  const enrolled = await enrol({ user, pin: "1234" }, { send });
  await enrol({ user, pin: "1234", serial: `${prefix}-SECOND` }, { send });
  await postOver(send, "/validate/check", { user, pass: "wrong" });
  const free = await enrol({ user, pin: "1234" }, { send });
  await asAdminOver(send, "POST", "/token/unassign", { serial: free.serial });
  await asAdminOver(send, "POST", "/token/enrollmentlink", { user });
  await asAdminOver(send, "POST", "/token/enrollmentlink", { serial: `${prefix}-SECOND` });
  await asAdminOver(send, "POST", "/token/setrandompin", { serial: `${prefix}-SECOND` });
  expect((await asAdminOver(send, "POST", `/user/realm1/${user}/pass`)).status).toBe(200);
  expect((await asAdminOver(send, "POST", `/user/realm1/${user}/caller`)).status).toBe(200);
  expect((await asAdminOver(send, "POST", `/user/realm1/${user}/block`, { from: "2999-12-31" })).status).toBe(200);
  return { user, enrolled };
}

/** All that belongs to users, without the ids that each database gives. */
async function contentOf(name: "DB_1" | "DB_2"): Promise<string> {
  const rows = await Promise.all(
    [
      "SELECT name, realm, created_at_ms, block_from_ms, blocked_by FROM user ORDER BY 1, 2",
      `SELECT serial, generation, user, realm, sealed_pin, sealed_secret, last_step, created_at_ms, pin_given, sealed_pass,
         pass_until_ms, pass_left FROM token ORDER BY 1`,
      "SELECT serial, path, failcount, locks, failed_at_ms FROM lock JOIN token ON token.id = token_id ORDER BY 1, 2",
      "SELECT * FROM enrollment_link ORDER BY hash",
      "SELECT * FROM undo ORDER BY serial, id",
      "SELECT * FROM caller ORDER BY id",
    ].map(async (sql) => (await database(name).prepare(sql).all()).results),
  );
  return JSON.stringify(rows);
}

/** Brings everything back, so that the next cut begins from the same state. */
const back = () => moveSlots({ from: named("DB_2"), to: named("DB_1"), slots: SLOTS, map: mapOf(AFTER) });

describe("a move", () => {
  it("cut off after any statement and run again ends as one that was not", async () => {
    await makeUser("cut");
    const before = await contentOf("DB_1");
    const move = { from: named("DB_1"), to: named("DB_2"), slots: SLOTS, map: mapOf(MAP) };
    expect(await moveSlots(move)).toMatchObject({ tokens: 3, taken: [] });
    const moved = await contentOf("DB_2");
    expect(moved).toBe(before);
    expect(
      JSON.parse(moved)
        .slice(4)
        .map((rows: object[]) => rows.length),
    ).toEqual([2, 1]);
    await back();
    expect(await contentOf("DB_1")).toBe(before);
    let cuts = 0;
    for (let trips = 1; ; trips++) {
      let left = trips;
      const dying = ({ name, db }: NamedDatabase): NamedDatabase => ({
        name,
        db: watchedDatabase(db, (_, next) => (left-- > 0 ? next() : Promise.reject(new Error("killed")))),
      });
      const killed = await moveSlots({ ...move, from: dying(move.from), to: dying(move.to) }).then(
        () => false,
        () => true,
      );
      // The user is whole in the database that the map names, until the target has everything.
      await moveSlots(move);
      expect(await contentOf("DB_2")).toBe(moved);
      expect(JSON.parse(await contentOf("DB_1"))).toEqual([[], [], [], [], [], []]);
      await back();
      if (!killed) break;
      cuts++;
    }
    expect(cuts).toBeGreaterThan(5);
  });

  it("keeps the newer rows of the database that the map names", async () => {
    const { user } = await makeUser("newer");
    const copy = { from: named("DB_1"), to: named("DB_2"), slots: SLOTS, map: mapOf(MAP) };
    // A move that dies before it deletes leaves a copy behind.
    const noDelete = watchedDatabase(database("DB_1"), ({ sql }, next) =>
      sql.startsWith("DELETE") && sql.includes("newer-SECOND") ? Promise.reject(new Error("killed")) : next(),
    );
    await expect(moveSlots({ ...copy, from: { name: "DB_1", db: noDelete } })).rejects.toThrow("killed");
    const pinOf = async (name: "DB_1" | "DB_2") =>
      (await database(name).prepare("SELECT sealed_pin FROM token WHERE serial = 'newer-SECOND'").first())?.sealed_pin;
    // The old database is still in use, and the PIN changes there.
    await asAdminOver(send, "POST", "/token/setpin", { serial: "newer-SECOND", otppin: "5678" });
    const newest = await pinOf("DB_1");
    const { id } = (await database("DB_2").prepare("SELECT id FROM user WHERE name = ?").bind(user).first()) ?? {};
    expect(id).toEqual(expect.any(Number));
    await database("DB_1").prepare("UPDATE user SET blocked_at_ms = 1 WHERE name = ?").bind(user).run();
    await moveSlots(copy);
    expect(await pinOf("DB_2")).toBe(newest);
    // Nor is a block lost that came meanwhile.
    expect(await having("SELECT 1 FROM user WHERE name = ? AND blocked_at_ms = 1", user)).toEqual(["DB_2"]);
    expect(await having(`SELECT 1 FROM user WHERE name = ? AND id = ${id}`, user)).toEqual(["DB_2"]);
    expect(await having("SELECT 1 FROM user WHERE name = ?", user)).toEqual(["DB_2"]);
    // A stale copy appears in the old database after the map has changed.
    await moveSlots({ from: named("DB_2"), to: named("DB_1"), slots: SLOTS, map: mapOf(AFTER) });
    await expect(moveSlots({ ...copy, from: { name: "DB_1", db: noDelete } })).rejects.toThrow("killed");
    await database("DB_2").exec("UPDATE token SET sealed_pin = 'changed since' WHERE serial = 'newer-SECOND'");
    await moveSlots({ ...copy, map: mapOf(AFTER) });
    expect(await pinOf("DB_2")).toBe("changed since");
    expect(await pinOf("DB_1")).toBeUndefined();
    await back();
  });

  it("leaves a serial that another token of the target has, and says so", async () => {
    const { user } = await makeUser("clash");
    const other = await userHomedIn("DB_2", "clash");
    await enrol({ user: other, pin: "1234", serial: "CLASH" }, { send });
    await database("DB_1").exec(
      "INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, max_fail, suite, created_at_ms) " +
        `VALUES ('CLASH', 1, '${user}', 'realm1', '', 1, 0, 'clientwait', 10, 'x', 1)`,
    );
    const move = { from: named("DB_1"), to: named("DB_2"), slots: SLOTS, map: mapOf(MAP) };
    expect((await moveSlots(move)).taken).toEqual(["CLASH"]);
    expect(await having("SELECT 1 FROM token WHERE serial = 'CLASH' AND user = ?", user)).toEqual(["DB_1"]);
    await database("DB_1").exec("DELETE FROM token WHERE serial = 'CLASH'");
    await back();
  });

  it("lets its users log in from their new database, whose trail has their old rows as well", async () => {
    const { user, enrolled } = await makeUser("login");
    const stays = await userHomedIn("DB", "stays");
    await enrol({ user: stays, pin: "1234" }, { send });
    await moveSlots({ from: named("DB_1"), to: named("DB_2"), slots: SLOTS, map: mapOf(MAP) });
    const after = await withMap({ SHARD_SLOTS: AFTER.SHARD_SLOTS } as never);
    const { link, id } = await openLogin({ user, pass: "1234" }, after);
    expect((await enrolled.phone.login(link)).told).toBe("logged-in");
    expect(resultOf(await postOver(after, "/validate/check", { user, pass: "", transaction_id: id }))).toBe(true);
    const { auditdata } = resultOf(await asAdminOver(after, "GET", `/audit/?user=${user}&page_size=100`));
    expect(new Set(auditdata.map(({ event }: { event: string }) => event)).size).toBeGreaterThan(2);
    expect(resultOf(await asAdminOver(after, "GET", "/audit/verification")).problems).toEqual([]);
    expect(await having("SELECT 1 FROM user WHERE name = ?", stays)).toEqual(["DB"]);
    // The old map finds nothing of the user any more.
    expect((await postOver(send, "/validate/check", { user, pass: "1234" })).json.result.value).not.toBe(true);
  });
});

describe("the check of places", () => {
  it("names users and tokens that the map has in another database, and serials that are in two", async () => {
    await back();
    const misplaced = async (map: object) =>
      (await verifyPlacement(ALL, mapOf(map))).flatMap((one) =>
        one.misplaced.map((what) => `${one.database}: ${what}`),
      );
    expect(await misplaced(MAP)).toEqual([]);
    const wrong = await misplaced(AFTER);
    expect(wrong.length).toBeGreaterThan(3);
    expect(wrong.every((line) => line.startsWith("DB_1: "))).toBe(true);
  });
});

describe("the plan", () => {
  it("gives each database about as many users, and names what has to move", async () => {
    const plan = await planEvenly(ALL, mapOf(MAP));
    const settings = mapOf({ ...MAP, SHARD_SLOTS: plan.slots });
    expect(new Set(settings.shardSlots.map((range) => range.database))).toEqual(new Set(["DB_1", "DB_2"]));
    for (const { slots, from, to } of plan.moves) {
      expect(slots).toMatch(/^[0-9a-f]{2}(-[0-9a-f]{2})?$/);
      expect(from).not.toBe(to);
    }
    expect((await planEvenly(ALL, settings)).moves).toEqual([]);
  });
});
