// Rows of the trail as a service has signed them long ago, with checkpoints of their time: cron
// puts them into R2, and everything in them verifies.
import type { AuditEntry } from "../../src/core/audit/audit.ts";
import { makeCheckpoints } from "../../src/storage/audit/checkpoints/checkpoint.ts";
import { createHeadKeeper } from "../../src/storage/audit/checkpoints/head-object.ts";
import { INSERT_ROWS } from "../../src/storage/audit/row.ts";
import { signRow } from "../../src/storage/audit/signature.ts";
import { environmentOf } from "../../src/storage/environment.ts";
import { databasesOf, headNameOf } from "../../src/storage/shards/databases.ts";
import { statement } from "../../src/storage/sql/sql.ts";

const DAY_MS = 24 * 3600 * 1000;
/** The rows lie in these days before today. */
const [FIRST_DAY, LAST_DAY] = [380, 40];
/** Rows of one statement: their JSON is a parameter. */
const STEP = 1000;

/** Adds the rows from `from` to before `to` of `all` to each database. */
export async function writeOldTrail(env: Env, from: number, to: number, all: number, nowMs: number): Promise<void> {
  const { settings, keyring } = await environmentOf(env);
  const timeOf = (n: number): number =>
    Math.floor(nowMs - FIRST_DAY * DAY_MS + (n / all) * (FIRST_DAY - LAST_DAY) * DAY_MS);
  for (const { name, db } of databasesOf(env, settings)) {
    for (let at = from; at < to; at += STEP) {
      const count = Math.min(STEP, to - at);
      const entries = Array.from({ length: count }, (_, n) => entryOf(at + n, timeOf(at + n)));
      const rows = await Promise.all(entries.map((entry) => signRow(keyring, entry)));
      await statement(db, INSERT_ROWS, { rows: JSON.stringify(rows) }).run();
    }
    const keeper = createHeadKeeper(env.AUDIT_HEAD, headNameOf(settings.auditHeadName, name));
    const made = await makeCheckpoints(db, keyring, keeper, timeOf(to));
    if (!made.ok) throw new Error(made.problem);
  }
}

/** Three rows make a login: it is opened, answered and finalized. */
const STEPS = [
  { action: "POST /validate/check", authentication: "CHALLENGE", event: "CHALLENGE_TRIGGERED" },
  { action: "POST /ttype/tiqr", authentication: "", event: "CHALLENGE_ANSWERED" },
  { action: "POST /validate/check", authentication: "ACCEPT", event: "LOGIN_SUCCESS" },
] as const;

function entryOf(n: number, atMs: number): AuditEntry {
  const login = Math.floor(n / 3);
  return {
    ...(STEPS[n % 3] as (typeof STEPS)[number]),
    atMs,
    success: true,
    serial: `FILL${login.toString(16).toUpperCase().padStart(8, "0")}`,
    user: `filled${String(login).padStart(7, "0")}`,
    realm: "default",
    administrator: "",
    client: "192.0.2.1",
    attemptId: login.toString(16).padStart(32, "0"),
    reason: "",
    phone: "",
    proximity: "",
    browser: "",
    detail: "",
    tally: "",
    count: 1,
  };
}
