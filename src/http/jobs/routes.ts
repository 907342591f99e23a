// /jobs, beyond privacyIDEA: work on many tokens or users, which goes on after its request.

import type { Context } from "hono";
import { beginTokenJob, beginUserJob, mayBeginUserJob } from "../../core/jobs/begin.ts";
import { cancelJob, listJobs, lookAtJob, resultOfJob } from "../../core/jobs/look.ts";
import { invalidParameter, type Outcome, refuse } from "../../core/reasons.ts";
import type { Bodies } from "../all-definitions.ts";
import { csv, RFC_4180 } from "../answer/csv.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { contentTypeOf, readBody } from "../request/body.ts";
import { readFields, readJsonBody } from "../request/json-body.ts";
import { RESULT_COLUMNS, resultRow } from "./job-csv.ts";
import { jobJson, listedJobJson } from "./job-json.ts";

const ONE = "/jobs/:id";

/** 20 000 users with all attributes. Read, they take some 50 of an isolate's 128 MB. */
export const MAX_USERS_BYTES = 4 * 1024 * 1024;
/** 2 000 serials, however written. The body names the right, so any account may send as much. */
const MAX_SERIALS_BYTES = 256 * 1024;

export function jobRoutes({ ports, callerOf }: Pick<Deps, "ports" | "callerOf">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/jobs/*", requireAdmin({ callerOf, ports }));

  const mailIn = ({
    mail,
    language = ports.settings.mailLanguage,
  }: Pick<Bodies["POST /jobs/users"], "mail" | "language">) => (mail ? language : undefined);

  app.get("/jobs", async (c) => {
    const listed = await listJobs(ports, adminCallOf(c));
    if (!listed.ok) return refused(c, listed.reason);
    return success<"GET /jobs">(c, { value: listed.jobs.map(listedJobJson) });
  });
  onlyMethods(app, "/jobs", ["GET"]);

  app.post("/jobs/tokens", async (c) => {
    const read = await readJsonBody(c, "POST /jobs/tokens", MAX_SERIALS_BYTES);
    if (!read.ok) return refused(c, read.reason);
    const { serials, disabled_by: disabledBy } = read.body;
    if (serials !== undefined && disabledBy !== undefined)
      return refused(c, invalidParameter("disabled_by", "it stands in place of serials").reason);
    const tokens = disabledBy === undefined ? { serials: serials ?? [] } : { disabledBy };
    const begun = await beginTokenJob(ports, { ...read.body, tokens, mail: mailIn(read.body) }, adminCallOf(c));
    if (!begun.ok) return refused(c, begun.reason);
    return success<"POST /jobs/tokens">(c, { value: { id: begun.id } });
  });
  onlyMethods(app, "/jobs/tokens", ["POST"]);

  app.post("/jobs/users", async (c) => {
    // Asked before the body is read: nobody else may make this service parse 4 MB.
    const may = await mayBeginUserJob(ports, adminCallOf(c));
    if (!may.ok) return refused(c, may.reason);
    const read = await readUserJob(c);
    if (!read.ok) return refused(c, read.reason);
    // A file that was sent only to be checked must not be carried out, so `dry_run` is the default.
    const { csv, dry_run_id: dryRunId, dry_run: dryRun = true, links = "missing" } = read.body;
    if ((csv === undefined) === (dryRunId === undefined))
      return refused(c, invalidParameter("csv", "expected a text, or a dry_run_id").reason);
    const file = dryRunId === undefined ? { csv: csv ?? "" } : { dryRunId };
    const work = { ...read.body, mail: mailIn(read.body), file, dryRun, links };
    const begun = await beginUserJob(ports, work, adminCallOf(c));
    if (!begun.ok) return refused(c, begun.reason);
    return success<"POST /jobs/users">(c, { value: { id: begun.id } });
  });
  onlyMethods(app, "/jobs/users", ["POST"]);

  app.get(ONE, async (c) => {
    const looked = await lookAtJob(ports, c.req.param("id"), adminCallOf(c));
    if (!looked.ok) return refused(c, looked.reason);
    return success<"GET /jobs/:id">(c, { value: jobJson(looked.progress) });
  });
  onlyMethods(app, ONE, ["GET"]);

  app.get(`${ONE}/result`, async (c) => {
    c.header("Cache-Control", "no-store"); // the first person to open a link enrols
    const read = await resultOfJob(ports, c.req.param("id"), adminCallOf(c));
    if (!read.ok) return refused(c, read.reason);
    return csv(c, RFC_4180, {
      name: `${read.progress.job.work.kind}-${read.progress.state}`,
      columns: RESULT_COLUMNS,
      rows: read.results.map(resultRow),
    });
  });
  onlyMethods(app, `${ONE}/result`, ["GET"]);

  app.post(`${ONE}/cancel`, async (c) => {
    const cancelled = await cancelJob(ports, c.req.param("id"), adminCallOf(c));
    if (!cancelled.ok) return refused(c, cancelled.reason);
    return success<"POST /jobs/:id/cancel">(c, { value: jobJson(cancelled.progress) });
  });
  onlyMethods(app, `${ONE}/cancel`, ["POST"]);

  return app;
}

/** Reads the file itself, with the rest in the query, or JSON that has the file as a text. */
async function readUserJob(c: Context): Promise<Outcome<{ readonly body: Bodies["POST /jobs/users"] }>> {
  if (!/^text\/csv\b/i.test(contentTypeOf(c))) return readJsonBody(c, "POST /jobs/users", MAX_USERS_BYTES);
  const bytes = await readBody(c, MAX_USERS_BYTES);
  if (bytes === "too-large") return refuse({ code: "too-large" });
  if (bytes === "lost") return refuse({ code: "body-lost" });
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    return readFields("POST /jobs/users", { ...c.req.query(), csv: text });
  } catch {
    return invalidParameter("csv", "it is not UTF-8");
  }
}
