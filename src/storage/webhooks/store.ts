// Endpoints in D1, in the first database, and how the Worker reaches their objects.

import type { Note } from "../../core/audit/audit.ts";
import type { Caller } from "../../core/caller.ts";
import type { EndpointStore } from "../../core/ports/endpoints.ts";
import { waiting } from "../../request-record.ts";
import type { Notes } from "../audit/store.ts";
import { after } from "../sql/batch.ts";
import { batchEverywhere, type Guard } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";
import type { EndpointObject } from "./endpoint-object.ts";
import { type EndpointRow, enabledEndpoints, endpointIn, findEndpoint } from "./endpoint-row.ts";

const RIGHT = "eventendpoints";
/** Each has an object that looks at the trail every few seconds. */
const MAX_ENDPOINTS = 20;

type Objects = DurableObjectNamespace<EndpointObject>;

/** From cron: an object that has failed too often to be given another alarm goes on. */
export const keepEndpointsAwake = (db: D1Database, objects: Objects): Promise<void> =>
  callEnabled(db, (id) => objects.getByName(id).keepAwake(id));

/** From the Queue of ./bell.ts: rows may have been written. */
export const ringEndpoints = (db: D1Database, objects: Objects): Promise<void> =>
  callEnabled(db, (id) => objects.getByName(id).ring(id));

/** Throws when an object has failed, but only after all others were called. */
async function callEnabled(db: D1Database, call: (id: string) => Promise<void>): Promise<void> {
  const calls = await Promise.allSettled((await enabledEndpoints(db)).map(call));
  for (const one of calls) if (one.status === "rejected") throw one.reason;
}

export function createEndpointStore(db: D1Database, notes: Notes, objects: Objects): EndpointStore {
  async function change(caller: Caller, sql: (guard: Guard) => string, more: Parameters, note: Note) {
    const noted = after("change", await notes.of(note));
    const done = await batchEverywhere(db, caller, RIGHT, (guard) => ({
      change: part(sql(guard), { ...guard.parameters, ...more }),
      note: noted,
    }));
    return done.ok ? ({ ok: true, changed: done.change.changes > 0 } as const) : done;
  }

  return {
    async list(caller) {
      const found = await batchEverywhere(db, caller, RIGHT, (guard) => ({
        endpoints: part<EndpointRow>(
          `SELECT * FROM event_endpoint WHERE ${guard.sql} ORDER BY created_at_ms`,
          guard.parameters,
        ),
      }));
      if (!found.ok) return found;
      return {
        ok: true,
        endpoints: found.endpoints.rows.map(endpointIn).map(({ sealedSecrets: _, ...endpoint }) => endpoint),
      };
    },
    async standings(caller) {
      const found = await batchEverywhere(db, caller, "metrics", (guard) => ({
        endpoints: part<Pick<EndpointRow, "id" | "disabled_at_ms">>(
          `SELECT id, disabled_at_ms FROM event_endpoint WHERE ${guard.sql}`,
          guard.parameters,
        ),
      }));
      if (!found.ok) return found;
      const answers = found.endpoints.rows.map(async ({ id, disabled_at_ms }) => {
        const standing = await waiting("object", async () => objects.getByName(id).standing());
        return { id, enabled: disabled_at_ms === null, ...standing };
      });
      const standings = (await Promise.allSettled(answers)).flatMap((one) => {
        if (one.status === "fulfilled") return [one.value];
        console.error("webhooks:", one.reason);
        return [];
      });
      return { ok: true, standings };
    },
    find: (id) => findEndpoint(db, id),
    add: (caller, { id, url, events, realms, sealedSecrets, createdAtMs }, note) =>
      change(
        caller,
        (guard) => `INSERT INTO event_endpoint (id, url, events, realms, sealed_secrets, created_at_ms)
         SELECT :id, :url, :events, :realms, :secrets, :now
         WHERE ${guard.sql} AND (SELECT count(*) FROM event_endpoint) < ${MAX_ENDPOINTS}`,
        {
          id,
          url,
          events: JSON.stringify(events),
          realms: JSON.stringify(realms),
          secrets: sealedSecrets,
          now: createdAtMs,
        },
        note,
      ),
    change: (caller, id, { url, events, realms, enabled, sealedSecrets }, nowMs, note) =>
      change(
        caller,
        (guard) => `UPDATE event_endpoint SET url = coalesce(:url, url), events = coalesce(:events, events),
           realms = coalesce(:realms, realms), sealed_secrets = coalesce(:secrets, sealed_secrets),
           disabled_at_ms = CASE WHEN :enabled IS NULL THEN disabled_at_ms WHEN :enabled THEN NULL
             ELSE coalesce(disabled_at_ms, :now) END,
           disabled_fault = CASE WHEN :enabled IS NULL THEN disabled_fault END
         WHERE id = :id AND ${guard.sql}`,
        {
          id,
          url: url ?? null,
          events: events === undefined ? null : JSON.stringify(events),
          realms: realms === undefined ? null : JSON.stringify(realms),
          secrets: sealedSecrets ?? null,
          enabled: enabled === undefined ? null : Number(enabled),
          now: nowMs,
        },
        note,
      ),
    remove: (caller, id, note) =>
      change(caller, (guard) => `DELETE FROM event_endpoint WHERE id = :id AND ${guard.sql}`, { id }, note),
    wake: (id) => waiting("object", () => objects.getByName(id).wake(id)),
    test: (id) => waiting("object", () => objects.getByName(id).sendTest(id)),
    deliveries: (id) => waiting("object", () => objects.getByName(id).deliveries()),
  };
}
