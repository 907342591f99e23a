// Cron counts the people who were there before the migration, and adds the hours that are over.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Caller } from "../../../src/core/caller.ts";
import { countPeople } from "../../../src/storage/numbers/count-people.ts";
import { many, runSql } from "../../support/audit.ts";
import { adminCaller, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const HOUR_MS = 3_600_000;
const NOW = 1_000_000 * HOUR_MS + 1000;
const { users, audit, settings } = await realPorts();

const people = async (caller: Caller, nowMs = NOW) => {
  const read = await audit.statistics(caller, { nowMs, hours: 24, lockRule: settings.lockRule });
  return read.ok ? read.statistics.people : read.reason.code;
};
const without = async (caller: Caller) => {
  const paging = { number: 1, size: 15, after: undefined, before: undefined };
  const listed = await users.list(caller, { phones: "none", realm: "old" }, paging, NOW);
  return listed.ok ? listed.rows.map(({ name, phones }) => `${name} ${phones}`) : listed.reason.code;
};

/** Users 1 to 2500, of whom each second has a phone, and each tenth of the others a link. */
async function store(): Promise<void> {
  await runSql(`INSERT INTO user (realm, name, created_at_ms) ${many(2500, "'old', 'u' || i, 0")}`);
  await runSql(`INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
    ${many(1250, "'S' || i, 1, 'old', 'u' || (2 * i), '', 1, 0, 'enrolled', 10, 'x', 0")}`);
  await runSql(`INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
    ${many(125, `'h' || i, 'u' || (20 * i - 1), 'old', 1, 'admin', 1, 0, ${NOW} + i * ${HOUR_MS / 10}`)}`);
}

it("counts slice by slice, while the list is right already", async () => {
  const caller = await adminCaller();
  await store();
  const counted = { total: 2500, withPhone: 1250, invited: 125, linkExpired: 0 };
  expect(await people(caller)).toEqual(counted);

  // As the migration leaves it.
  await env.DB.exec("UPDATE user SET phones = 0, link_ends_at_ms = NULL");
  await env.DB.exec("UPDATE housekeeping SET people_counted_to = 0");
  await env.DB.exec("DELETE FROM people_sum");
  expect(await people(caller)).toBe(undefined);
  const first = await without(caller);
  expect(first).toHaveLength(15);
  expect(first.slice(0, 2)).toEqual(["u2499 null", "u2497 null"]);

  expect(await countPeople(env.DB, NOW)).toBe(true);
  // Meanwhile a phone is revoked on each side of the mark, and a user comes and goes.
  await runSql("UPDATE token SET revoked = 1 WHERE user IN ('u2', 'u2400')");
  await runSql("INSERT INTO user (realm, name, created_at_ms) VALUES ('old', 'new', 0)");
  await runSql("DELETE FROM user WHERE name IN ('u1', 'u2001')");
  expect(await people(caller)).toBe(undefined);
  while (await countPeople(env.DB, NOW));
  const all = { ...counted, total: 2499, withPhone: 1248 };
  expect(await people(caller)).toEqual(all);
  await runSql("INSERT INTO user (realm, name, created_at_ms) VALUES ('old', 'newer', 0)");
  expect(await people(caller)).toEqual({ ...all, total: 2500 });
  expect((await without(caller)).slice(0, 2)).toEqual(["newer 0", "new 0"]);
});

it("makes one row of the hours that are over, and people still leave it", async () => {
  const caller = await adminCaller();
  const later = NOW + 11 * HOUR_MS;
  const before = await people(caller, later);
  expect(before).toMatchObject({ invited: 15, linkExpired: 110 });
  await countPeople(env.DB, later);
  expect(await rowsOf("people_sum")).toHaveLength(5);
  expect(await people(caller, later)).toEqual(before);
  await runSql("UPDATE enrollment_link SET withdrawn_at_ms = ? WHERE user IN ('u19', 'u2499')", later);
  await runSql(`INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
    VALUES ('LATE', 1, 'old', 'u39', '', 1, 0, 'enrolled', 10, 'x', 0)`);
  expect(await people(caller, later + 1)).toMatchObject({ invited: 14, linkExpired: 110 });
});
