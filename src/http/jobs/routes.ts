// /jobs, beyond privacyIDEA: work on many tokens or users, which goes on after its request.

import { readBlock } from "../../core/admin/blocks.ts";
import { beginTokenJob, beginUserJob, mayBeginUserJob } from "../../core/jobs/begin.ts";
import { cancelJob, listJobs, lookAtJob, resultOfJob } from "../../core/jobs/look.ts";
import { invalidParameter, type Outcome, refuse } from "../../core/reasons.ts";
import type { Bodies } from "../all-definitions.ts";
import { csv, RFC_4180 } from "../answer/csv.ts";
import { tellEach, tellOne } from "../answer/envelope.ts";
import type { RouteContext } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { contentTypeOf, readBody } from "../request/body.ts";
import { readFields, readJsonBody } from "../request/json-body.ts";
import { RESULT_COLUMNS, resultRow } from "./job-csv.ts";
import { jobJson, listedJobJson } from "./job-json.ts";

/** 20 000 users with all attributes. Read, they take some 50 of an isolate's 128 MB. */
export const MAX_USERS_BYTES = 4 * 1024 * 1024;
/** 2 000 serials, however written. The body names the right, so any account may send as much. */
const MAX_SERIALS_BYTES = 256 * 1024;

export function jobRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const mailIn = ({ mail, language }: Pick<Bodies["POST /jobs/users"], "mail" | "language">) =>
    mail ? (language ?? ports.settings.mailLanguage) : undefined;

  on("GET /jobs", (_, call) => listJobs(ports, call()), tellEach("jobs", listedJobJson));

  on("POST /jobs/tokens", async (c, call) => {
    const read = await readJsonBody(c, MAX_SERIALS_BYTES);
    if (!read.ok) return read;
    const { serials, disabled_by: disabledBy } = read.body;
    if (serials !== undefined && disabledBy !== undefined)
      return invalidParameter("disabled_by", "it stands in place of serials");
    const tokens = disabledBy === undefined ? { serials: serials ?? [] } : { disabledBy };
    const begun = await beginTokenJob(ports, { ...read.body, tokens, mail: mailIn(read.body) }, call());
    return begun.ok ? { value: { id: begun.id } } : begun;
  });

  on("POST /jobs/users", async (c, call) => {
    // Asked before the body is read: nobody else may make this service parse 4 MB.
    const may = await mayBeginUserJob(ports, call());
    if (!may.ok) return may;
    const read = await readUserJob(c);
    if (!read.ok) return read;
    // A file that was sent only to be checked must not be carried out: `dry_run` is the default.
    const { csv, dry_run_id: dryRunId, blocked_by: blockedBy, dry_run: dryRun = true, links = "missing" } = read.body;
    if ([csv, dryRunId, blockedBy].filter((one) => one !== undefined).length !== 1)
      return invalidParameter("csv", "expected a text, or a dry_run_id or blocked_by");
    const file = dryRunId !== undefined ? { dryRunId } : blockedBy !== undefined ? { blockedBy } : { csv: csv ?? "" };
    const dates = readBlock((name) => read.body[name as "from" | "until" | "reason"], call().nowMs);
    if (!dates.ok) return dates;
    const mail = mailIn(read.body);
    const begun = await beginUserJob(ports, { ...read.body, mail, file, dryRun, links, block: dates.block }, call());
    return begun.ok ? { value: { id: begun.id } } : begun;
  });

  on("GET /jobs/:id", (c, call) => lookAtJob(ports, c.req.param("id"), call()), tellOne("progress", jobJson));

  on("GET /jobs/:id/result", async (c, call) => {
    c.header("Cache-Control", "no-store"); // the first person to open a link enrols
    const read = await resultOfJob(ports, c.req.param("id"), call());
    if (!read.ok) return read;
    return csv(c, RFC_4180, {
      name: `${read.progress.job.work.kind}-${read.progress.state}`,
      columns: RESULT_COLUMNS,
      rows: read.results.map(resultRow),
    });
  });

  on("POST /jobs/:id/cancel", (c, call) => cancelJob(ports, c.req.param("id"), call()), tellOne("progress", jobJson));
}

/** Reads the file itself, with the rest in the query, or JSON that has the file as a text. */
async function readUserJob(
  c: RouteContext<"POST /jobs/users">,
): Promise<Outcome<{ readonly body: Bodies["POST /jobs/users"] }>> {
  if (!/^text\/csv\b/i.test(contentTypeOf(c))) return readJsonBody(c, MAX_USERS_BYTES);
  const bytes = await readBody(c, MAX_USERS_BYTES);
  if (bytes === "too-large") return refuse({ code: "too-large" });
  if (bytes === "lost") return refuse({ code: "body-lost" });
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    return readFields(c, { ...c.req.query(), csv: text });
  } catch {
    return invalidParameter("csv", "it is not UTF-8");
  }
}
