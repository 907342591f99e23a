// What strangers can leave in the trail at most, as docs/audit.md says it: megabytes a day, with the
// longest rows that they can cause, from few reasons and from all. What came before the counted
// part of the window is written by SQL.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { asLogin } from "../../../src/core/call.ts";
import { detailOf, faultOf } from "../../../src/core/oidc/parameter-fault.ts";
import type { ReasonCode } from "../../../src/core/reasons.ts";
import { noteCounts } from "../../../src/storage/audit/note-counts.ts";
import { MAX_NETWORKS, MAX_PAIRS, MAX_ROWS, WINDOW_MS } from "../../../src/storage/audit/refusal-count.ts";
import { createAuditWriter } from "../../../src/storage/audit/store.ts";
import { auditRows, emptyTrail, many, runSql } from "../../support/audit.ts";
import { callAt } from "../../support/storage/ports.ts";
import { keyring } from "../keys/keys.ts";

/** The refusals that requests without a right can cause again and again, and a few more. */
const REASONS: readonly ReasonCode[] = [
  ...(["unknown-user", "no-tokens", "token-disabled", "token-locked", "token-revoked", "token-not-enrolled"] as const),
  ...(["token-not-valid-now", "key-lost", "wrong-credentials", "too-many-requests", "challenge-not-open"] as const),
  ...(["invalid-session", "session-used", "link-not-open", "wrong-pin", "wrong-response", "foreign-serial"] as const),
  ...(["missing-authorization", "invalid-authorization", "expired-authorization", "wrong-role", "signed-out"] as const),
  ...(["missing-right", "invalid-client", "invalid-grant", "authorization-refused", "unguarded-host"] as const),
];
const WINDOWS = 4;
const WINDOWS_A_DAY = (24 * 3600 * 1000) / WINDOW_MS;
/** docs/audit.md, "What strangers leave"; docs/operating.md. */
const MB_A_DAY = 20;

const keys = await keyring("one");
const writer = createAuditWriter(env.DB, keys, {});
const SERIAL = "S".repeat(36);

/** The longest: what was wrong with a request of an application, from a browser anywhere. */
const refusal = (window: number, one: number, reason: ReasonCode) => {
  const client = `2001:db8:${(0xd000 + one).toString(16)}:ffff:ffff:ffff:ffff:ffff`;
  const call = { ...asLogin(callAt(window * WINDOW_MS)), action: `GET /oidc/authorize ${"0".repeat(32)}`, client };
  const detail = detailOf(faultOf("token_endpoint_auth_method", "unsupported", "x".repeat(300)));
  return entryOf(call, { success: false, reason, detail });
};

it.each([1, 27])("with %i reasons it is few megabytes a day, however many users there are", async (reasons) => {
  const size = async () => (await env.DB.prepare("SELECT 1").all()).meta.size_after;
  await emptyTrail();
  await runSql("DELETE FROM refusal_count");
  // The index by token is of tokens that there are.
  await runSql(
    `INSERT OR IGNORE INTO token (serial, generation, description, active, revoked, rollout_state, max_fail, suite)
     SELECT '${SERIAL}' || printf('%04d', i), 0, '', 1, 0, 'enrolled', 10, '' FROM (${many(MAX_PAIRS, "i")})`,
  );
  let before = 0;
  for (let window = 0; window <= WINDOWS; window++) {
    // The counts that wait for cron take the same room again and again.
    if (window === 1) before = await size();
    for (let row = 0; row < MAX_ROWS; row++)
      await writer.writeOrCount(refusal(window, row, REASONS[row % reasons] as ReasonCode));
    await runSql(
      "UPDATE refusal_count SET pairs = ?, networks = ? WHERE network || serial = ''",
      MAX_PAIRS,
      MAX_NETWORKS,
    );
    for (const [key, serial, count] of [
      ["'2001:db8:f' || printf('%03x', i) || '::/48'", `'${SERIAL}' || printf('%04d', i)`, MAX_PAIRS],
      ["'2001:db8:e' || printf('%03x', i) || '::/48'", "''", MAX_NETWORKS],
    ] as const)
      await runSql(
        `INSERT INTO refusal_count (minute, network, reason, event, serial, count, noted)
         SELECT ${window * 5}, network, value ->> (i % ${reasons}) ->> 'reason', value ->> (i % ${reasons}) ->> 'event', serial, 999, 0
         FROM (${many(count, `${key} AS network, ${serial} AS serial, i`)}), (SELECT ? AS value)`,
        JSON.stringify(REASONS.map((reason) => refusal(window, 0, reason))),
      );
    for (const reason of REASONS.slice(0, reasons)) await writer.writeOrCount(refusal(window, 999, reason));
    while (await noteCounts(env.DB, keys, (window + 1) * WINDOW_MS));
  }
  expect((await auditRows()).length).toBe((WINDOWS + 1) * (MAX_ROWS + reasons));
  expect((((await size()) - before) / WINDOWS) * (WINDOWS_A_DAY / 1e6)).toBeLessThan(MB_A_DAY);
});
