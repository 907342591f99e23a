// /audit/parts: the files of the trail's archive, which are its export. They are sent as they are:
// to a client their content is gzip, and no encoding of this answer.

import { listParts, openPart } from "../../core/admin/parts.ts";
import type { ArchivedPart } from "../../core/ports/trail-archive.ts";
import { invalidParameter } from "../../core/reasons.ts";
import { isoOf } from "../answer/iso-time.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import type { PartJson } from "./parts-shapes.ts";
import { readTrailCursor } from "./trail-cursor.ts";

export function auditPartsRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on("GET /audit/parts", async (c, call) => {
    const read = readTrailCursor(c.var.parameter("after"));
    if (!read.ok) return read;
    const { cursor = 0 } = read;
    if (typeof cursor !== "number") return invalidParameter("after", "expected one of an earlier answer");
    const listed = await listParts(ports, c.var.parameter("database"), cursor, call());
    if (!listed.ok) return listed;
    const { database, page } = listed;
    const { bound, parts, after } = page;
    const { databases } = ports.archive;
    return {
      value: {
        databases,
        database,
        bound,
        parts: parts.map((part) => partJson(part, database === databases[0] ? "" : `?database=${database}`)),
        after: after === null ? null : String(after),
      },
    };
  });

  on("GET /audit/parts/:file{\\d+\\.ndjson\\.gz}", async (c, call) => {
    const first = Number.parseInt(c.req.param("file"), 10);
    const opened = await openPart(ports, c.var.parameter("database"), first, call());
    if (!opened.ok) return opened;
    return c.body(opened.file.body, 200, {
      "Content-Type": "application/gzip",
      "Content-Length": String(opened.file.bytes),
      "Content-Disposition": `attachment; filename="${opened.database}-${first}.ndjson.gz"`,
      "Cache-Control": "no-store",
    });
  });
}

const partJson = ({ fromMs, untilMs, madeAtMs, ...part }: ArchivedPart, query: string): PartJson => ({
  file: `/audit/parts/${part.first}.ndjson.gz${query}`,
  ...part,
  from: isoOf(fromMs),
  until: isoOf(untilMs),
  made: isoOf(madeAtMs),
});
