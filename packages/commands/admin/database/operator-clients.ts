// Clients for the operator's commands, which have the whole database in their hands and ask no
// right. Only DB is changed: cron copies the clients to the other databases.

import type { NewClient, StoredClient } from "../../../../src/core/ports/oidc/clients.ts";
import type { Outcome } from "../../../../src/core/reasons.ts";
import { CLIENT_COLUMNS, type ClientRow, clientIn } from "../../../../src/storage/oidc/client-row.ts";
import {
  addedOf,
  addStatements,
  OPERATOR,
  removeStatement,
  rotateStatement,
} from "../../../../src/storage/oidc/client-statements.ts";
import { batch } from "../../../../src/storage/sql/batch.ts";
import { statement } from "../../../../src/storage/sql/sql.ts";

export const allClients = async (db: D1Database): Promise<readonly StoredClient[]> => {
  const { results } = await statement<ClientRow>(db, `SELECT ${CLIENT_COLUMNS} FROM oidc_client`, {}).all<ClientRow>();
  return results.map(clientIn);
};

export const putClient = async (db: D1Database, added: NewClient): Promise<Outcome<object>> =>
  addedOf(await batch(db, addStatements(db, added, OPERATOR)));

/** False when there is no such client. */
export const putSecret = async (db: D1Database, id: string, secretHash: string, nowMs: number): Promise<boolean> =>
  (await rotateStatement(db, id, secretHash, nowMs, OPERATOR).run()).meta.changes > 0;

/** False when there was no such client. */
export const dropClient = async (db: D1Database, id: string): Promise<boolean> =>
  (await removeStatement(db, id, OPERATOR).run()).meta.changes > 0;
