// The update from the version before counts by token: no count that waits for its cron is lost,
// neither one from before the migration nor one that the old worker writes until the deploy.

import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { noteCounts } from "../../../src/storage/audit/note-counts.ts";
import { auditRows, runSql } from "../../support/audit.ts";
import { rowsOf } from "../../support/storage/rows.ts";
import { keyring } from "../keys/keys.ts";

const { TEST_MIGRATIONS: migrations } = env as unknown as { TEST_MIGRATIONS: { name: string; queries: string[] }[] };
const keys = await keyring("one");
const NOW = 1_700_000_100_000;
const MINUTE = NOW / 60_000;

/** As that version counts: by minute, `noted` of them with rows of their own. */
const OLD_COUNT = `INSERT INTO refusal_count (minute, network, reason, event, count, noted) VALUES (?, ?, ?, ?, 1, ?)
  ON CONFLICT DO UPDATE SET count = count + 1, noted = noted + excluded.noted`;
async function count(minute: number, network: string, reason: string, event: string, times: number) {
  for (let time = 0; time < times; time++) await runSql(OLD_COUNT, minute, network, reason, event, time < 5 ? 1 : 0);
}

it("keeps the counts of the version before, and its worker goes on counting", async () => {
  await reset();
  await applyD1Migrations(
    env.DB,
    migrations.filter(({ name }) => name < "0058"),
  );
  await count(MINUTE - 9, "192.0.2.1", "unknown-user", "USER_UNKNOWN", 12);
  await count(MINUTE - 9, "192.0.2.2", "unknown-user", "USER_UNKNOWN", 7);
  await count(MINUTE - 9, "192.0.2.2", "wrong-credentials", "SIGN_IN_FAIL", 3);
  await count(MINUTE - 1, "192.0.2.1", "unknown-user", "USER_UNKNOWN", 8);
  await applyD1Migrations(env.DB, migrations);
  await count(MINUTE - 1, "192.0.2.1", "unknown-user", "USER_UNKNOWN", 6);
  await count(MINUTE + 1, "192.0.2.1", "unknown-user", "USER_UNKNOWN", 6);
  while (await noteCounts(env.DB, keys, NOW));
  const rows = await auditRows();
  expect(rows.map(({ at_ms, reason, count, tally }) => [at_ms, reason, count, JSON.parse(tally)])).toEqual([
    [NOW - 9 * 60_000, "unknown-user", 9, { more: 9, networks: { "192.0.2.1": 7, "192.0.2.2": 2 } }],
    [NOW - 60_000, "unknown-user", 4, { more: 4, networks: { "192.0.2.1": 4 } }],
  ]);
  // Of the window that runs, the count waits.
  expect(await rowsOf("refusal_count")).toMatchObject([{ minute: MINUTE + 1, count: 6, noted: 5 }]);
});
