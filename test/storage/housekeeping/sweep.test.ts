// Sessions and grants that are over go without an index of their ends.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { MAX_LOOKED_AT, sweeping } from "../../../src/storage/housekeeping/sweep.ts";
import { many, runSql } from "../../support/audit.ts";

const NOW = 1_700_000_000_000;
const { browserSessions } = sweeping(env.DB, NOW);
const remaining = async () =>
  (await env.DB.prepare("SELECT count(*) AS n FROM browser_session WHERE expires_at_ms <= ?").bind(NOW).first("n")) ??
  0;

/** Of these sessions every `nth` is over. */
const store = (count: number, nth: number) =>
  runSql(`INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms,
    seen_at_ms, expires_at_ms)
    ${many(count, `printf('%05d', i), 'u', 'r', 'S', 1, 1, '[]', 'c', 0, 0, CASE WHEN i % ${nth} THEN ${NOW + 1} ELSE ${NOW} END`)}`);

beforeEach(async () => {
  await runSql("DELETE FROM browser_session");
  await runSql("UPDATE housekeeping SET sessions_swept_to = ''");
});

it("where many are over, one run goes on until they are gone", async () => {
  await store(3 * MAX_LOOKED_AT, 2);
  while (await browserSessions());
  expect(await remaining()).toBe(0);
});

it("where few are, each run looks at the next ones, and the last begins anew", async () => {
  await store(3 * MAX_LOOKED_AT, 10);
  const counts: unknown[] = [];
  for (let run = 0; run < 4; run++) {
    expect(await browserSessions()).toBe(false);
    counts.push(await remaining());
  }
  const tenth = MAX_LOOKED_AT / 10;
  expect(counts).toEqual([2 * tenth, tenth, 0, 0]);
  await runSql("UPDATE browser_session SET expires_at_ms = 1 WHERE id = '00001'");
  await browserSessions();
  expect(await remaining()).toBe(0);
});
