// What strangers can leave in the trail at most, as docs/audit.md says it: rows a minute, and bytes
// a day.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { asLogin } from "../../../src/core/call.ts";
import type { ReasonCode } from "../../../src/core/reasons.ts";
import { noteCounts } from "../../../src/storage/audit/note-counts.ts";
import { MAX_FULL_ROWS, MAX_NETWORKS, MINUTE_MS, writeOrCount } from "../../../src/storage/audit/refusal-count.ts";
import { auditRows, emptyTrail } from "../../support/audit.ts";
import { callAt } from "../../support/storage/ports.ts";
import { keyring } from "../keys/keys.ts";

/** The refusals that requests without a right can cause again and again, and a few more. */
const REASONS: readonly ReasonCode[] = [
  ...(["unknown-user", "no-tokens", "token-disabled", "token-locked", "token-revoked", "token-not-enrolled"] as const),
  ...(["token-not-valid-now", "key-lost", "wrong-credentials", "too-many-requests", "challenge-not-open"] as const),
  ...(["invalid-session", "session-used", "link-not-open", "wrong-pin", "wrong-response", "foreign-serial"] as const),
  ...(["missing-authorization", "invalid-authorization", "expired-authorization", "wrong-role", "signed-out"] as const),
  ...(["missing-right", "invalid-client", "invalid-grant", "authorization-refused", "unguarded-host"] as const),
  "invalid-token-request",
];
const MINUTES = 2;
const DAY_MINUTES = 24 * 60;
const ROWS_A_MINUTE = 2 * MAX_NETWORKS * MAX_FULL_ROWS + REASONS.length;
/** docs/audit.md, "What strangers can repeat"; docs/operating.md. */
const MB_A_DAY = 115;

const keys = await keyring("one");

/** Of a request with two addresses. */
const detail = `redirect_uri repeated ${"x".repeat(90)}… ${"x".repeat(90)}…`;
/**
 * As long as they get: an unknown name that becomes a digest, a long realm, and an address in full.
 */
const refusal = (minute: number, network: number, reason: ReasonCode) =>
  entryOf(
    { ...asLogin(callAt(minute * MINUTE_MS)), client: `2001:db8:${network.toString(16)}:ffff:ffff:ffff:ffff:ffff` },
    {
      success: false,
      reason,
      user: "n".repeat(200),
      realm: "r".repeat(60),
      unknown: "user",
      detail,
    },
  );

it("is a few rows a minute, whatever the networks and the reasons, and few megabytes a day", async () => {
  await emptyTrail();
  const size = async () => (await env.DB.prepare("SELECT 1").all()).meta.size_after;
  const before = await size();
  for (let minute = 1; minute <= MINUTES; minute++) {
    const first = REASONS.slice(0, MAX_FULL_ROWS);
    // The first of a network get rows, and come again to be counted as well. Those of all further
    // networks are told apart by reason.
    for (let network = 1; network <= MAX_NETWORKS; network++)
      for (const reason of [...first, ...first]) await writeOrCount(env.DB, keys, refusal(minute, network, reason));
    for (const reason of REASONS) await writeOrCount(env.DB, keys, refusal(minute, MAX_NETWORKS + 1, reason));
    while (await noteCounts(env.DB, keys, (minute + 1) * MINUTE_MS));
  }
  expect((await auditRows()).length).toBe(MINUTES * ROWS_A_MINUTE);
  expect((((await size()) - before) / MINUTES) * (DAY_MINUTES / 1e6)).toBeLessThan(MB_A_DAY);
});
