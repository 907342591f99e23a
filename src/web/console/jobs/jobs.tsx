// Jobs (GET /jobs): the list of the account's own, and the page and the result of each.

import { Hono } from "../../../http/hono.ts";
import { Card } from "../../ui/components.tsx";
import { languageOf } from "../../ui/page/chosen-language.ts";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { wordsIn } from "../../words/words.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import { JOBS_PATH, jobPage } from "../parts/job-view.ts";
import { goesOn, JobView, titleOf } from "./job-page.tsx";
import { resultInWords } from "./job-result.ts";

const ONE = `${JOBS_PATH}/:id`;

export function jobRoutes(send: SendConsole, sendsMail: boolean): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(JOBS_PATH, async (c) => {
    const reply = await c.var.api.call("GET /jobs");
    if (!reply.ok) return sendRefused(c, send, "jobs", reply);
    return send(c, "jobs", ({ jobs, pages }) => ({
      title: jobs.title,
      main: (
        <Card>
          <p class="lead">{jobs.lead}</p>
          {reply.value.length === 0 ? (
            <p>{pages.none}</p>
          ) : (
            <Table
              caption={jobs.title}
              captionUnseen
              head={[jobs.begun, jobs.what, jobs.items, jobs.ended]}
              rows={reply.value.map(({ id, kind, total, begun_at, ended_at }) => [
                <a href={jobPage(id)}>
                  <Time at={begun_at} />
                </a>,
                kind === "users" ? jobs.users : jobs.tokens,
                String(total),
                <Time at={ended_at} none={jobs.goesOn} />,
              ])}
            />
          )}
        </Card>
      ),
    }));
  });

  app.get(ONE, async (c) => {
    const reply = await c.var.api.call("GET /jobs/:id", { id: c.req.param("id") });
    if (!reply.ok) return sendRefused(c, send, undefined, reply);
    const job = reply.value;
    const place = job.kind === "users" ? "users" : "tokens";
    return send(c, place, ({ jobs, reasons }) => ({
      title: titleOf(jobs, job),
      main: <JobView words={jobs} reasons={reasons} job={job} sendsMail={sendsMail} />,
      ...(goesOn(job) ? { script: "job.js" as const } : {}),
    }));
  });

  app.post(`${ONE}/cancel`, async (c) => {
    const id = c.req.param("id");
    const reply = await c.var.api.call("POST /jobs/:id/cancel", { id });
    return reply.ok ? c.redirect(jobPage(id), 303) : sendRefused(c, send, undefined, reply);
  });

  app.get(`${ONE}/result.csv`, async (c) => {
    const file = await c.var.api.file("GET /jobs/:id/result", { id: c.req.param("id") });
    if (!(file instanceof Response)) return sendRefused(c, send, undefined, file);
    for (const name of ["Content-Type", "Content-Disposition", "Cache-Control"])
      c.header(name, file.headers.get(name) ?? undefined);
    const { console: words } = await wordsIn(languageOf(c));
    return c.body(resultInWords(await file.text(), words));
  });

  return app;
}
