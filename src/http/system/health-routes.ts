// GET /health tells monitors, `npm run serve` and whoever has just deployed if the service works.

import { reply } from "../answer/reply.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";

export function healthRoutes({ on }: DefinedRoutes, { checkHealth }: Pick<Deps, "checkHealth">): void {
  const told = new Map<string, number>();

  on("GET /health", async (c) => {
    const { d1, durableObjects: durable_objects, housekeeping, problem } = await checkHealth();
    if (problem === undefined) return reply(c, { status: "ok", d1, durable_objects, housekeeping });
    // People and `serve` read the answer. A monitor may not, and asks again: then it is logged.
    const times = (told.get(problem) ?? 0) + 1;
    told.set(problem, times);
    if (times === 2) console.error(problem);
    return reply(c, { status: "error", d1, durable_objects, housekeeping, message: problem }, 503);
  });
}
