// GET /health tells monitors, `npm run serve` and whoever has just deployed if the service works.

import type { Health } from "../../core/system/health.ts";
import type { Written } from "../../lib/schema.ts";
import type { Answers } from "../all-definitions.ts";
import { onlyMethods } from "../answer/methods.ts";
import type { HttpEnv } from "../context.ts";
import { Hono } from "../hono.ts";

export function healthRoutes(checkHealth: () => Promise<Health>): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const told = new Map<string, number>();

  app.get("/health", async (c) => {
    const { d1, durableObjects: durable_objects, housekeeping, problem } = await checkHealth();
    type Told = Written<Answers["GET /health"]>;
    if (problem === undefined) return c.json<Told>({ status: "ok", d1, durable_objects, housekeeping });
    // People and `serve` read the answer. A monitor may not, and asks again: then it is logged.
    const times = (told.get(problem) ?? 0) + 1;
    told.set(problem, times);
    if (times === 2) console.error(problem);
    return c.json<Told>({ status: "error", d1, durable_objects, housekeeping, message: problem }, 503);
  });

  onlyMethods(app, "/health", ["GET"]);

  return app;
}
