// The table of failures: how its rows are found, that they go with their token, and what became of
// the earlier counter.

import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { BY_END, END, endsLate, isLock } from "../../../../src/storage/tokens/conditions.ts";
import { enrolledUser } from "../../../support/login.ts";
import { asAdmin } from "../../../support/service.ts";
import { rowsOf, setRow } from "../../../support/storage/rows.ts";

const NOW = 1_700_000_000_000;

const atNow = (sql: string) => sql.replaceAll(":now", String(NOW));
const GROWING = { lockRule: { kind: "growing" } } as const;
const LOCKS = atNow(`FROM ${BY_END.source} WHERE ${[...BY_END.within, endsLate(GROWING)].join(" AND ")}`);

describe("the locks", () => {
  it.each([{ kind: "growing" }, { kind: "fixed", ms: 60_000 }, { kind: "for-good" }] as const)(
    "are found along their index, in its order (%j)",
    async (lockRule) => {
      const bounds = [...BY_END.within, endsLate({ lockRule })].join(" AND ").replaceAll(":now", "?1");
      const sql = `EXPLAIN QUERY PLAN SELECT serial FROM ${BY_END.source} WHERE ${bounds} ORDER BY ${BY_END.keys.join(" DESC, ")} DESC`;
      const plan = (
        await env.DB.prepare(sql)
          .bind(...(lockRule.kind === "for-good" ? [] : [NOW]))
          .all<{ detail: string }>()
      ).results.map(({ detail }) => detail);
      expect(plan).toEqual([
        expect.stringMatching(/^SEARCH lock USING INDEX lock_by_end \(<expr>>\?\)$/),
        expect.stringMatching(/^SEARCH token USING INTEGER PRIMARY KEY/),
      ]);
    },
  );
});

describe("the failures of a token", () => {
  it("go with it, and with its user, and are not counted as tokens", async () => {
    const [alone, first, second] = [
      await enrolledUser("alone"),
      await enrolledUser("pair"),
      await enrolledUser("pair"),
    ];
    for (const { serial } of [alone, first, second]) await setRow(serial, { failcount: 3 });
    expect(await rowsOf("lock")).toHaveLength(9);
    expect((await asAdmin("DELETE", `/token/${alone.serial}`)).json.result.value).toBe(1);
    expect(await rowsOf("lock")).toHaveLength(6);
    expect((await asAdmin("DELETE", "/user/realm1/pair")).json.detail).toEqual({ tokens: 2 });
    expect(await rowsOf("lock")).toEqual([]);
  });
});

describe("the counter that was before the table", () => {
  const { TEST_MIGRATIONS: migrations } = env as unknown as { TEST_MIGRATIONS: { name: string; queries: string[] }[] };
  const isLater = ({ name }: { name: string }) => name >= "0009";

  it("closes every login that the token can take part in, as long as the lock lasts", async () => {
    await reset();
    await applyD1Migrations(
      env.DB,
      migrations.filter((migration) => !isLater(migration)),
    );
    const made = ([serial, failcount, sealedPin]: [string, number, string | null]) =>
      env.DB.prepare(
        `INSERT INTO token (serial, generation, description, active, revoked, rollout_state, failcount, max_fail, failed_at_ms,
           suite, sealed_pin, created_at_ms) VALUES (?, 1, '', 1, 0, 'enrolled', ?, 10, ?, '', ?, 0)`,
      ).bind(serial, failcount, failcount ? NOW : null, sealedPin);
    await env.DB.batch([made(["NONE", 0, null]), made(["PIN", 10, "sealed"]), made(["BARE", 3, null])]);
    await applyD1Migrations(env.DB, migrations);
    const rows =
      "SELECT serial, path, failcount, locks, failed_at_ms FROM lock JOIN token ON id = token_id ORDER BY 1, 2";
    expect((await env.DB.prepare(rows).raw()).map((row) => row.join())).toEqual([
      `BARE,open,3,0,${NOW}`,
      `BARE,vouched,3,0,${NOW}`,
      `PIN,vouched,10,0,${NOW}`,
    ]);
    expect(await env.DB.prepare(`SELECT serial, ${END} - lock.failed_at_ms ${LOCKS}`).raw()).toEqual([["PIN", 60_000]]);
  });

  it("has rows of an earlier worker next to it, which are among the locks", async () => {
    await env.DB.exec(
      `INSERT OR REPLACE INTO lock (token_id, path, failcount, locks, failed_at_ms)
      SELECT id, 'open', CASE serial WHEN 'BARE' THEN 10 ELSE 9 END, 0, ${NOW} FROM token WHERE serial <> 'PIN'`.replace(
        /\n/g,
        " ",
      ),
    );
    const found = `SELECT serial, ${atNow(isLock(GROWING))} ${LOCKS} AND path = 'open' ORDER BY 1`;
    expect(await env.DB.prepare(found).raw()).toEqual([
      ["BARE", 1],
      ["NONE", 0],
    ]);
  });
});
