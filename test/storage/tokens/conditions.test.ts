// The rules of the locks in SQL decide, and those of src/core/token/lock.ts choose the words: both
// must say the same.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import {
  type Check,
  type Failures,
  type LockPath,
  type LockRule,
  lockMs,
  locksOf,
  MAX_LOCK_MINUTES,
  pathsOf,
} from "../../../src/core/token/lock.ts";
import {
  BY_END,
  endsLate,
  isLock,
  type LockRules,
  pathsOfCheck,
  unlocked,
} from "../../../src/storage/tokens/conditions.ts";

const NOW = 1_700_000_000_000;
const PATHS = Object.keys(MAX_LOCK_MINUTES) as LockPath[];
const RULES: LockRule[] = [{ kind: "growing" }, { kind: "fixed", ms: 90_000 }, { kind: "for-good" }];

interface Counted {
  readonly serial: string;
  readonly maxFail: number;
  readonly failures: Failures;
}
const each = <T, U>(all: readonly T[], of: (one: T) => U[]): U[] => all.flatMap(of);

/**
 * A token for each path, number of locks and of failures, whose lock opens a moment before now,
 * now, and a moment after.
 */
const countedBy = (rule: LockRule): Counted[] =>
  each(PATHS, (path) =>
    each([0, 1, 2, 99], (locks) =>
      each([9, 10], (failCount) =>
        each([10, 5], (maxFail) =>
          each([-1, 0, 1], (sinceMs) => {
            const failedAtMs = NOW - (lockMs({ path, locks }, rule) ?? 0) + sinceMs;
            const serial = [path, locks, failCount, maxFail, sinceMs].join();
            return [{ serial, maxFail, failures: { path, failCount, locks, failedAtMs } }];
          }),
        ),
      ),
    ),
  );

const TOKEN = `INSERT INTO token (serial, generation, description, active, revoked, rollout_state, max_fail, suite, sealed_pin, created_at_ms)
  VALUES (?, 1, '', 1, 0, 'enrolled', ?, '', ?, 0)`;
const FAILURES = `INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail)
  SELECT id, ?2, ?3, ?4, ?5, max_fail FROM token WHERE serial = ?1`;
const store = (all: readonly Counted[]) =>
  env.DB.batch(
    all.flatMap(({ serial, maxFail, failures: { path, failCount, locks, failedAtMs } }) => [
      env.DB.prepare(TOKEN).bind(serial, maxFail, null),
      env.DB.prepare(FAILURES).bind(serial, path, failCount, locks, failedAtMs),
    ]),
  );
/** Finds the locks that closed at a time or later, along their index. */
const alongLocks = (rules: LockRules, sinceMs = 0) => {
  const bounds = [...BY_END.within, endsLate(rules, String(sinceMs))].join(" AND ");
  return atNow(`SELECT serial FROM ${BY_END.source} WHERE ${bounds}`);
};
const atNow = (sql: string) => sql.replaceAll(":now", String(NOW));
const serialsOf = async (sql: string) => (await env.DB.prepare(atNow(sql)).raw<[string]>()).map(([serial]) => serial);

beforeEach(async () => {
  await env.DB.exec("DELETE FROM token");
});

describe.each(RULES)("a lock of the rule $kind", (lockRule) => {
  it("is the same for every condition as for the words", async () => {
    const all = countedBy(lockRule);
    await store(all);
    const isLocked = ({ maxFail, failures }: Counted) =>
      locksOf({ failures: [failures], maxFail }, { nowMs: NOW, lockRule }).length > 0;
    const locked = all.filter(isLocked).map(({ serial }) => serial);
    expect(locked.length).toBeGreaterThan(0);
    expect(locked.length).toBeLessThan(all.length);

    const rules = { lockRule };
    expect(await serialsOf(`${alongLocks(rules)} AND ${isLock(rules)} ORDER BY id`)).toEqual(locked);
    const beside = "SELECT serial FROM token JOIN lock ON lock.token_id = token.id";
    expect(await serialsOf(`${beside} WHERE ${isLock(rules)} ORDER BY id`)).toEqual(locked);
    expect(await serialsOf(`${beside} WHERE NOT ${unlocked("lock.path", rules)} ORDER BY id`)).toEqual(locked);
  });
});

describe.each(["pin", "browser", "vouched"] satisfies Check[])("the paths of the check %s", (check) => {
  it.each([null, "sealed"])("are those that the words are chosen by, for a PIN that is %j", async (sealedPin) => {
    await env.DB.prepare(TOKEN).bind("T", 10, sealedPin).run();
    const among = PATHS.map((path) => `'${path}' IN (${pathsOfCheck(check)})`);
    const [row = []] = await env.DB.prepare(`SELECT ${among} FROM token`).raw<number[]>();
    expect(PATHS.filter((_, index) => row[index])).toEqual(
      PATHS.filter((path) => pathsOf(check, { sealedPin }).includes(path)),
    );
  });
});

describe.each(RULES)("along the index of locks, for the rule $kind,", (lockRule) => {
  it("those are found that have closed since a time", async () => {
    const all = countedBy(lockRule);
    await store(all);
    const sinceMs = NOW - 60_000;
    const locked = await serialsOf(`${alongLocks({ lockRule })} AND ${isLock({ lockRule })} ORDER BY id`);
    const late = all.filter(({ failures }) => failures.failedAtMs >= sinceMs).map(({ serial }) => serial);
    const found = await serialsOf(`${alongLocks({ lockRule }, sinceMs)} AND ${isLock({ lockRule })}`);
    expect(found).toEqual(expect.arrayContaining(locked.filter((serial) => late.includes(serial))));
    expect(found.length).toBeGreaterThan(0);
  });
});

describe("along the index of locks", () => {
  it("one that lasts for good is found however long ago it closed", async () => {
    const lockRule: LockRule = { kind: "for-good" };
    const locked = countedBy(lockRule).filter(({ maxFail, failures }) => failures.failCount >= maxFail);
    await store(locked);
    await env.DB.exec(`UPDATE lock SET failed_at_ms = ${NOW - 86_400_000_000}`);
    expect(await serialsOf(alongLocks({ lockRule }))).toHaveLength(locked.length);
  });
});

describe("a look at the locks", () => {
  it.each(RULES)("reads no failures that lock nothing, for the rule $kind", async (lockRule) => {
    await store(countedBy(lockRule).filter(({ maxFail, failures }) => failures.failCount < maxFail));
    expect((await env.DB.prepare(alongLocks({ lockRule })).run()).meta.rows_read).toBeLessThan(3);
  });

  it.each(RULES.slice(0, 2))("reads no locks that have opened by themselves, for the rule $kind", async (lockRule) => {
    await store(countedBy(lockRule).filter(({ failures }) => failures.locks === 0));
    await env.DB.exec(`UPDATE lock SET failed_at_ms = ${NOW - 90_001}`);
    expect((await env.DB.prepare(alongLocks({ lockRule })).run()).meta.rows_read).toBeLessThan(3);
  });
});
