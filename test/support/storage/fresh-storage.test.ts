// A test file must not find what another one has left in the worker that both share.

import { evictAllDurableObjects } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { KEEPER } from "../audit.ts";
import { asAdmin, enrol } from "../service.ts";
import { beginAfresh, type TestEnv } from "./begin-afresh.ts";
import { rowsOf } from "./rows.ts";

it("leaves no row, and the administrator signs in again", async () => {
  await enrol({ user: "left" });
  await beginAfresh();
  expect([await rowsOf("token"), await rowsOf("audit")]).toEqual([[], []]);
  expect((await asAdmin("GET", "/token/")).status).toBe(200);
});

it("leaves the tables and rows that the migrations make", async () => {
  const { DB, DB_1, TEST_MIGRATIONS } = env as unknown as TestEnv;
  await beginAfresh();
  await DB_1.batch(TEST_MIGRATIONS.flatMap(({ queries }) => queries.map((query) => DB_1.prepare(query))));
  const ofMigrations = "SELECT type, name, sql FROM sqlite_master WHERE name NOT GLOB '*d1_migrations*' ORDER BY name";
  const state = (of: D1Database) =>
    of.batch([of.prepare(ofMigrations), of.prepare("SELECT finished, summed_number FROM housekeeping")]);
  const [ours, made] = [await state(DB), await state(DB_1)];
  expect(ours.map(({ results }) => results)).toEqual(made.map(({ results }) => results));
});

it("leaves no head of the audit trail, even if its object sleeps", async () => {
  expect(await KEEPER.advance(null, { lastNumber: 7, link: "link", checkpoints: 1 })).toBe(true);
  await evictAllDurableObjects();
  await beginAfresh();
  expect(await KEEPER.read()).toBeNull();
});

it("leaves no fake clock and no spy", async () => {
  vi.useFakeTimers({ now: 0 });
  vi.spyOn(crypto, "randomUUID").mockReturnValue("0-0-0-0-0");
  await beginAfresh();
  expect(vi.isFakeTimers()).toBe(false);
  expect(crypto.randomUUID()).not.toBe("0-0-0-0-0");
});
