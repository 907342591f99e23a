// Clients in D1.

import type { Note } from "../../core/audit.ts";
import type { AdminCall } from "../../core/call.ts";
import type { ClientStore } from "../../core/ports/oidc.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import type { Notes } from "../audit/store.ts";
import { OF_EVERY_REALM } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY_EVERYWHERE, callerParameters } from "../sql/caller-guard.ts";
import { type Statement, statement } from "../sql/sql.ts";
import { CLIENT_COLUMNS, type ClientRow, clientIn } from "./client-row.ts";
import {
  addedOf,
  addStatements,
  changedOf,
  changeStatements,
  type Guard,
  removeStatement,
  rotateStatement,
} from "./client-statements.ts";

const RIGHT = "oidcclients";

const guardOf = ({ caller }: AdminCall): Guard => ({
  sql: CALLER_MAY_EVERYWHERE,
  parameters: callerParameters(caller, RIGHT),
});

export function createClientStore(db: D1Database, notes: Notes): ClientStore {
  return {
    async find(clientId) {
      const row = await statement<ClientRow>(db, `SELECT ${CLIENT_COLUMNS} FROM oidc_client WHERE id = :id`, {
        id: clientId,
      }).first<ClientRow>();
      return row ? clientIn(row) : undefined;
    },

    async findByHost(host) {
      const row = await statement<ClientRow>(
        db,
        `SELECT ${CLIENT_COLUMNS} FROM forward_auth_host JOIN oidc_client ON oidc_client.id = forward_auth_host.client_id
         WHERE forward_auth_host.host = :host`,
        { host },
      ).first<ClientRow>();
      return row ? clientIn(row).client : undefined;
    },

    async list(call) {
      const guard = guardOf(call);
      const sql = `SELECT ${CLIENT_COLUMNS} FROM oidc_client WHERE ${guard.sql}`;
      const clients = statement<ClientRow>(db, sql, guard.parameters);
      const found = await batchForCaller(db, call.caller, RIGHT, { clients }, OF_EVERY_REALM);
      if (!found.ok) return found;
      const stored = found.clients.rows.map(clientIn);
      return { ok: true, clients: stored.sort((a, b) => (a.client.clientName < b.client.clientName ? -1 : 1)) };
    },

    async look(call, clientId) {
      const guard = guardOf(call);
      const sql = `SELECT ${CLIENT_COLUMNS} FROM oidc_client WHERE id = :id AND ${guard.sql}`;
      const client = statement<ClientRow>(db, sql, { ...guard.parameters, id: clientId });
      const found = await batchForCaller(db, call.caller, RIGHT, { client }, OF_EVERY_REALM);
      if (!found.ok) return found;
      const [row] = found.client.rows;
      return row ? { ok: true, stored: clientIn(row) } : refuse({ code: "unknown-client" });
    },

    async add(call, added, note) {
      const statements = addStatements(db, added, guardOf(call));
      const noted = { ...statements, note: after("client", await notes.of(note)) };
      const done = await batchForCaller(db, call.caller, RIGHT, noted, OF_EVERY_REALM);
      return done.ok ? addedOf(done) : done;
    },

    async change(call, client, readAtMs, note) {
      const statements = changeStatements(db, client, readAtMs, call.nowMs, guardOf(call));
      const noted = { ...statements, note: after("client", await notes.of(note)) };
      const done = await batchForCaller(db, call.caller, RIGHT, noted, OF_EVERY_REALM);
      return done.ok ? changedOf(done) : done;
    },

    rotate: (call, clientId, secretHash, note) =>
      changeOne(call, rotateStatement(db, clientId, secretHash, call.nowMs, guardOf(call)), note),

    remove: (call, clientId, note) => changeOne(call, removeStatement(db, clientId, guardOf(call)), note),
  };

  async function changeOne(call: AdminCall, client: Statement, note: Note): Promise<Outcome<object>> {
    const noted = { client, note: after("client", await notes.of(note)) };
    const done = await batchForCaller(db, call.caller, RIGHT, noted, OF_EVERY_REALM);
    if (!done.ok) return done;
    return done.client.changes > 0 ? { ok: true } : refuse({ code: "unknown-client" });
  }
}
