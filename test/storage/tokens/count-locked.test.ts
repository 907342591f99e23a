// The number of locked tokens, which one look counts up to a bound.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { batch } from "../../../src/storage/sql/batch.ts";
import { lockedOf, selectLocked } from "../../../src/storage/tokens/count-locked.ts";
import { many, runSql as sql } from "../../support/audit.ts";

const NOW = 1_700_000_000_000;

const count = async (guard = "true") => {
  const locks = selectLocked(env.DB, guard, {}, NOW, { lockRule: { kind: "growing" } });
  const { lockedTokens, lockedTokensExact } = lockedOf((await batch(env.DB, { locks })).locks);
  return [lockedTokens, lockedTokensExact];
};
const tokens = (prefix: string, number = 1, revoked = 0) =>
  sql(
    `INSERT INTO token (serial, generation, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
     ${many(number, `'${prefix}' || i, 1, '', 1, ${revoked}, 'enrolled', 10, '', 0`)}`,
  );
const lock = (prefix: string, path = "pin", failedAtMs = NOW) =>
  sql(
    `INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail)
     SELECT id, '${path}', 10, 0, ${failedAtMs}, 10 FROM token WHERE serial LIKE '${prefix}%'`,
  );

beforeEach(() => sql("DELETE FROM token"));

it("is that of tokens, however many locks each has, without revoked ones and locks that have opened", async () => {
  for (const prefix of ["twice", "open"]) await tokens(prefix);
  await tokens("revoked", 1, 1);
  await lock("twice");
  await lock("twice", "open");
  await lock("revoked");
  await lock("open", "pin", NOW - 3_600_000);
  expect(await count()).toEqual([1, true]);
});

it("is exact up to 300 locks", async () => {
  await tokens("T", 300);
  await lock("T");
  expect(await count()).toEqual([300, true]);
  await tokens("one more");
  await lock("one more");
  expect(await count()).toEqual([300, false]);
});

it("is none under a guard that does not hold", async () => {
  await tokens("T");
  await lock("T");
  expect(await count("false")).toEqual([0, true]);
});
