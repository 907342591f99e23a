// A worker that is counted. Besides its own routes it has some for the benchmark, so it must never
// be deployed:
//   /bench/counts   the numbers since the last call
//   /bench/cron     runs the cron trigger, as the platform would, and answers when it is done
//   /bench/archived how many rows of the trail are in parts, and how many in the database

import type { DurableObject } from "cloudflare:workers";
import { countedDatabase, countStorage, takeCounts } from "./counts.ts";

const counted = new WeakMap<Env, Env>();

/** The same for the same bindings, because the service builds its app once for them. */
function countedBindings(env: Env): Env {
  const known = counted.get(env) ?? { ...env, DB: countedDatabase(env.DB) };
  counted.set(env, known);
  return known;
}

const ARCHIVED = `SELECT (SELECT sum(row_count) FROM audit_part) AS archived, (SELECT count(*) FROM audit) AS here`;

type ObjectClass = new (ctx: DurableObjectState, env: Env) => DurableObject<Env>;

export const countedObject = (Original: ObjectClass): ObjectClass =>
  class extends Original {
    constructor(ctx: DurableObjectState, env: Env) {
      countStorage(ctx);
      super(ctx, countedBindings(env));
    }
  };

export const countedWorker = (worker: ExportedHandler<Env>): ExportedHandler<Env> => ({
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === "/bench/counts") return Response.json(takeCounts());
    if (pathname === "/bench/cron") {
      const controller = { cron: "17 * * * *", scheduledTime: Date.now(), noRetry() {}, type: "scheduled" } as const;
      await worker.scheduled?.(controller, countedBindings(env), ctx);
      return new Response("done");
    }
    if (pathname === "/bench/archived") return Response.json(await env.DB.prepare(ARCHIVED).first());
    return worker.fetch?.(request, countedBindings(env), ctx) ?? new Response(null, { status: 501 });
  },
});
