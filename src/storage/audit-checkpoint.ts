// Checkpoints of the audit trail: cron signs first and last number, count, and a digest of the ids in order. So no writer waits for
// another, and a removed, changed or reordered row is found. Rows behind the last checkpoint are held by their MACs and gapless numbers.

import type { Verification } from "../core/audit.ts";
import { equalInConstantTime, fromBase64Url, sha256Hex, toBase64Url, utf8 } from "../lib/bytes.ts";
import { type AuditRow, isIntact } from "./audit-row.ts";
import type { Keyring } from "./keyring.ts";
import { statement } from "./sql.ts";

/** Rows that one checkpoint covers at most. */
const MOST_ROWS = 1000;

interface Checkpoint {
  first_number: number;
  last_number: number;
  row_count: number;
  digest: string;
  made_at_ms: number;
  retired_at_ms: number | null;
  mac: string;
}

/** Signs checkpoints for the rows since the last one, at most `most` of them. */
export async function makeCheckpoints(db: D1Database, keyring: Keyring, nowMs: number, most = 20): Promise<void> {
  for (let made = 0; made < most; made++) {
    const after = await db
      .prepare("SELECT coalesce(max(last_number), 0) AS n FROM audit_checkpoint")
      .first<{ n: number }>();
    const rows = await rowsAfter<{ number: number; id: string }>(db, "number, id", after?.n ?? 0);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return;
    const unsigned = {
      first_number: first.number,
      last_number: last.number,
      row_count: rows.length,
      digest: await digestOf(rows),
      made_at_ms: nowMs,
      retired_at_ms: null,
    };
    // Two crons at once: the first number is the key, so one of them makes it.
    await statement(
      db,
      `INSERT INTO audit_checkpoint (first_number, last_number, row_count, digest, made_at_ms, retired_at_ms, mac)
       VALUES (:first_number, :last_number, :row_count, :digest, :made_at_ms, :retired_at_ms, :mac) ON CONFLICT DO NOTHING`,
      { ...unsigned, mac: await sign(keyring, unsigned) },
    ).run();
  }
}

/** Removes the rows of checkpoints that are wholly older; the checkpoint says so, signed, and stays. At most `most` of them. */
export async function retire(
  db: D1Database,
  keyring: Keyring,
  olderThanMs: number,
  nowMs: number,
  most = 20,
): Promise<void> {
  let after = 0;
  for (let retired = 0; retired < most; ) {
    const checkpoint = await statement(
      db,
      `SELECT * FROM audit_checkpoint AS c
       WHERE first_number > :after AND retired_at_ms IS NULL AND made_at_ms < :older
         AND NOT EXISTS (SELECT 1 FROM audit WHERE number BETWEEN c.first_number AND c.last_number AND at_ms >= :older)
       ORDER BY first_number LIMIT 1`,
      { after, older: olderThanMs },
    ).first<Checkpoint>();
    if (!checkpoint) return;
    after = checkpoint.first_number;
    // One that was changed is not signed anew: it might have been dated back to have the removal of its rows signed.
    if (!(await isSigned(keyring, checkpoint))) {
      console.error(`audit: the checkpoint of rows ${after} to ${checkpoint.last_number} does not fit; its rows stay`);
      continue;
    }
    const signed = { ...checkpoint, retired_at_ms: nowMs };
    const parameters = { ...signed, mac: await sign(keyring, signed) };
    await db.batch([
      statement(
        db,
        "UPDATE audit_checkpoint SET retired_at_ms = :retired_at_ms, mac = :mac WHERE first_number = :first_number",
        parameters,
      ),
      statement(db, "DELETE FROM audit WHERE number BETWEEN :first_number AND :last_number", parameters),
    ]);
    retired++;
  }
}

/** The whole trail; or, with `newest`, from the checkpoint on that covers the row so far from the end. */
export async function verifyAudit(
  db: D1Database,
  keyring: Keyring,
  newest = Number.MAX_SAFE_INTEGER,
): Promise<Verification> {
  const problems: string[] = [];
  const sequence = await db.prepare("SELECT seq AS n FROM sqlite_sequence WHERE name = 'audit'").first<{ n: number }>();
  const end = sequence?.n ?? 0;
  const wanted = Math.max(1, end - newest + 1);
  const { results: checkpoints } = await statement(
    db,
    "SELECT * FROM audit_checkpoint WHERE last_number >= :wanted ORDER BY first_number",
    { wanted },
  ).all<Checkpoint>();
  // Of a part of the trail nobody can say whether a checkpoint is missing right in front of it.
  const from = wanted === 1 ? 1 : Math.min(wanted, checkpoints[0]?.first_number ?? wanted);
  let [next, count] = [from, 0];
  for (const checkpoint of checkpoints) {
    const range = `rows ${checkpoint.first_number} to ${checkpoint.last_number}`;
    if (!(await isSigned(keyring, checkpoint))) problems.push(`${range}: the checkpoint was changed`);
    if (checkpoint.first_number !== next)
      problems.push(`rows ${next} to ${checkpoint.first_number - 1}: no checkpoint covers them`);
    next = checkpoint.last_number + 1;
    if (checkpoint.retired_at_ms !== null) continue;
    const rows = await rowsAfter<AuditRow & { number: number }>(
      db,
      "*",
      checkpoint.first_number - 1,
      checkpoint.last_number,
    );
    count += rows.length;
    await examine(rows, checkpoint.first_number, checkpoint.last_number);
    if ((await digestOf(rows)) !== checkpoint.digest)
      problems.push(`${range}: not the rows, or not the order, that the checkpoint signed`);
  }
  for (; next <= end; next += MOST_ROWS) {
    const last = Math.min(next + MOST_ROWS - 1, end);
    const rows = await rowsAfter<AuditRow & { number: number }>(db, "*", next - 1, last);
    count += rows.length;
    await examine(rows, next, last);
  }
  // Behind the last checkpoint no digest tells a row from a copy of another, whose MAC is as right.
  const { results: copies } = await statement(
    db,
    "SELECT max(number) AS number FROM audit WHERE number >= :from GROUP BY id HAVING count(*) > 1 ORDER BY 1",
    { from },
  ).all<{ number: number }>();
  for (const { number } of copies) problems.push(`row ${number} is a copy of another`);
  return { rows: count, checkpoints: checkpoints.length, problems };

  async function examine(rows: readonly (AuditRow & { number: number })[], first: number, last: number): Promise<void> {
    const present = new Set(rows.map((row) => row.number));
    for (let number = first; number <= last; number++)
      if (!present.has(number)) problems.push(`row ${number} is missing`);
    for (const row of rows) if (!(await isIntact(keyring, row))) problems.push(`row ${row.number} was changed`);
  }
}

async function rowsAfter<Row>(
  db: D1Database,
  columns: string,
  after: number,
  last = Number.MAX_SAFE_INTEGER,
): Promise<Row[]> {
  const sql = `SELECT ${columns} FROM audit WHERE number > :after AND number <= :last ORDER BY number LIMIT ${MOST_ROWS}`;
  return (await statement(db, sql, { after, last }).all<Row>()).results;
}

const digestOf = (rows: readonly { id: string }[]): Promise<string> => sha256Hex(rows.map(({ id }) => id).join("\n"));

const contentOf = (checkpoint: Omit<Checkpoint, "mac">) =>
  utf8(
    JSON.stringify([
      "checkpoint",
      checkpoint.first_number,
      checkpoint.last_number,
      checkpoint.row_count,
      checkpoint.digest,
      checkpoint.made_at_ms,
      checkpoint.retired_at_ms,
    ]),
  );

async function sign(keyring: Keyring, checkpoint: Omit<Checkpoint, "mac">): Promise<string> {
  const { id, audit } = keyring.newest;
  return `${id}.${toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", audit, contentOf(checkpoint))))}`;
}

async function isSigned(keyring: Keyring, checkpoint: Checkpoint): Promise<boolean> {
  const [id, mac = ""] = checkpoint.mac.split(".");
  const keys = keyring.all.find((candidate) => candidate.id === id);
  const claimed = fromBase64Url(mac);
  if (!keys || !claimed) return false;
  const expected = new Uint8Array(await crypto.subtle.sign("HMAC", keys.audit, contentOf(checkpoint)));
  return equalInConstantTime(expected, claimed);
}
