// GET /audit/stream: the audit trail for programs that keep a copy, such as a SIEM: NDJSON, oldest
// first, beginning after the row `after`. `wait` waits for a new row. Link names the next call.

import type { Context } from "hono";
import { followAudit } from "../../core/admin/audit.ts";
import type { AdminCall } from "../../core/call.ts";
import type { AuditedEntry, AuditPage, TrailCursor } from "../../core/ports/audit.ts";
import type { Outcome } from "../../core/reasons.ts";
import type { HttpEnv } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { inTime } from "../guard/request-timeout.ts";
import { readWait } from "../request/wait.ts";
import { entryJson } from "./audit-json.ts";
import type { StreamedRowJson } from "./shapes.ts";
import { readTrailCursor } from "./trail-cursor.ts";

/** The pause between two looks of a waiting call. Each look reads a few rows. */
const LOOK_EVERY_MS = 1000;

export function auditStreamRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on("GET /audit/stream", async (c, call) => {
    const cursor = readTrailCursor(c.var.parameter("after"));
    if (!cursor.ok) return cursor;
    const wait = readWait(c.var.parameter("wait"));
    if (!wait.ok) return wait;
    // 0 is the beginning of every trail.
    const after = cursor.cursor === 0 ? undefined : cursor.cursor;
    const followed = await inTime(follow(after, call(), Date.now() + wait.waitMs), wait.waitMs);
    return followed.ok ? lines(c, followed) : followed;
  });

  async function follow(after: TrailCursor | undefined, call: AdminCall, untilMs: number): Promise<Outcome<AuditPage>> {
    for (;;) {
      const found = await followAudit(ports, after, call);
      if (!found.ok || found.entries.length > 0 || Date.now() + LOOK_EVERY_MS > untilMs) return found;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}

function lines(c: Context<HttpEnv>, { entries, reached }: AuditPage): Response {
  c.header("Link", `<${c.req.path}?after=${String(reached)}>; rel="next"`);
  c.header("Cache-Control", "no-store");
  c.header("Content-Type", "application/x-ndjson; charset=utf-8");
  const row = (entry: AuditedEntry): StreamedRowJson => ({ ...entryJson(entry), mac: entry.mac });
  return c.body(entries.map((entry) => `${JSON.stringify(row(entry))}\n`).join(""));
}
