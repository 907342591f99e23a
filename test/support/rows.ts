// The database as it is: rows that tests look at or set, past every rule.

import { env } from "cloudflare:workers";
import type { TokenRow } from "../../src/storage/subject-query.ts";

export type StoredToken = TokenRow & { id: number; session_hash: string | null };

export async function rowOf(serial: string): Promise<StoredToken> {
  const row = await env.DB.prepare("SELECT * FROM token WHERE serial = ?").bind(serial).first<StoredToken>();
  if (!row) throw new Error(`no token ${serial}`);
  return row;
}

/** Sets columns of a token. */
export async function setRow(serial: string, columns: Partial<StoredToken>): Promise<void> {
  const names = Object.keys(columns);
  await env.DB.prepare(`UPDATE token SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE serial = ?`)
    .bind(...Object.values(columns), serial)
    .run();
}

/** Every row of a table. */
export const rowsOf = async (
  table: "token" | "user" | "admin" | "challenge" | "audit" | "audit_checkpoint" | "enrollment_link" | "refusal_count",
): Promise<unknown[]> => (await env.DB.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()).results;
