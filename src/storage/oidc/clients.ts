// Clients in D1.

import type { Note } from "../../core/audit/audit.ts";
import type { Caller } from "../../core/caller.ts";
import type { ClientStore } from "../../core/ports/oidc/clients.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import type { Notes } from "../audit/store.ts";
import { after } from "../sql/batch.ts";
import { batchEverywhere, type Guard } from "../sql/caller-guard.ts";
import { part, type Statement, statement } from "../sql/sql.ts";
import { CLIENT_BY_ID, CLIENT_COLUMNS, type ClientRow, clientIn } from "./client-row.ts";
import {
  addedOf,
  addStatements,
  changedOf,
  changeStatements,
  removeStatement,
  rotateStatement,
} from "./client-statements.ts";

const RIGHT = "oidcclients";

/** A page with more is a list to search, which people have no use for. */
const MAX_OPENABLE = 12;

/** The host of an application behind a proxy is its address. */
const ADDRESS = `coalesce(metadata ->> '$.client_uri', 'https://' || (metadata ->> '$.forward_auth_hosts[0]') || '/')`;

/** Anyone may ask for /entra, and without such a client each request would read all clients. */
const ENTRA_KEPT_MS = 10_000;

export function createClientStore(db: D1Database, notes: Notes): ClientStore {
  let entra = { isThere: false, untilMs: 0 };
  return {
    async find(clientId) {
      const row = await statement<ClientRow>(db, CLIENT_BY_ID, { id: clientId }).first();
      return row ? clientIn(row) : undefined;
    },

    async findByHost(host) {
      const row = await statement<ClientRow>(
        db,
        `SELECT ${CLIENT_COLUMNS} FROM forward_auth_host JOIN oidc_client ON oidc_client.id = forward_auth_host.client_id
         WHERE forward_auth_host.host = :host`,
        { host },
      ).first();
      return row ? clientIn(row).client : undefined;
    },

    async anyEntra(nowMs) {
      if (nowMs >= entra.untilMs) {
        const sql = "SELECT 1 FROM oidc_client WHERE metadata ->> '$.entra' IS NOT NULL LIMIT 1";
        const isThere = (await statement(db, sql).first()) !== null;
        entra = { isThere, untilMs: nowMs + ENTRA_KEPT_MS };
      }
      return entra.isThere;
    },

    async openableBy(realm) {
      const { results } = await statement<{ clientName: string; clientUri: string }>(
        db,
        `SELECT metadata ->> '$.client_name' AS clientName, ${ADDRESS} AS clientUri FROM oidc_client
         WHERE ${ADDRESS} IS NOT NULL AND (json_array_length(metadata, '$.realms') = 0
           OR EXISTS (SELECT 1 FROM json_each(metadata, '$.realms') WHERE value = :realm))
         ORDER BY clientName COLLATE NOCASE LIMIT ${MAX_OPENABLE}`,
        { realm },
      ).all();
      return results;
    },

    async list({ caller }) {
      const found = await batchEverywhere(db, caller, RIGHT, (guard) => ({
        clients: part<ClientRow>(`SELECT ${CLIENT_COLUMNS} FROM oidc_client WHERE ${guard.sql}`, guard.parameters),
      }));
      if (!found.ok) return found;
      const stored = found.clients.rows.map(clientIn);
      return { ok: true, clients: stored.sort((a, b) => (a.client.clientName < b.client.clientName ? -1 : 1)) };
    },

    async look({ caller }, clientId) {
      const found = await batchEverywhere(db, caller, RIGHT, (guard) => ({
        client: part<ClientRow>(`SELECT ${CLIENT_COLUMNS} FROM oidc_client WHERE id = :id AND ${guard.sql}`, {
          ...guard.parameters,
          id: clientId,
        }),
      }));
      if (!found.ok) return found;
      const [row] = found.client.rows;
      return row ? { ok: true, stored: clientIn(row) } : refuse({ code: "unknown-client" });
    },

    async add({ caller }, added, note) {
      const noted = after("client", await notes.of(note));
      const done = await batchEverywhere(db, caller, RIGHT, (guard) => ({
        ...addStatements(db, added, guard),
        note: noted,
      }));
      return done.ok ? addedOf(done) : done;
    },

    async change({ caller, nowMs }, client, readAtMs, note) {
      const noted = after("client", await notes.of(note));
      const done = await batchEverywhere(db, caller, RIGHT, (guard) => ({
        ...changeStatements(db, client, readAtMs, nowMs, guard),
        note: noted,
      }));
      return done.ok ? changedOf(done) : done;
    },

    rotate: ({ caller, nowMs }, clientId, secretHash, note) =>
      changeOne(caller, (guard) => rotateStatement(db, clientId, secretHash, nowMs, guard), note),

    remove: ({ caller }, clientId, note) => changeOne(caller, (guard) => removeStatement(db, clientId, guard), note),
  };

  async function changeOne(
    caller: Caller,
    clientUnder: (guard: Guard) => Statement,
    note: Note,
  ): Promise<Outcome<object>> {
    const noted = after("client", await notes.of(note));
    const done = await batchEverywhere(db, caller, RIGHT, (guard) => ({ client: clientUnder(guard), note: noted }));
    if (!done.ok) return done;
    return done.client.changes > 0 ? { ok: true } : refuse({ code: "unknown-client" });
  }
}
