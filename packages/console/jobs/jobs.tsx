// Jobs (GET /jobs): the list of the account's own, and the page and the result of each.

import { Breakable, Card, languageOf, Table, Time } from "../../../src/for-console.ts";
import { Empty } from "../frame/empty.tsx";
import { showPage } from "../frame/frame.tsx";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { JOBS_PATH, jobPage } from "../parts/job-view.ts";
import { addressWith } from "../parts/search.ts";
import { IMPORT, mayImport } from "../parts/user-view.ts";
import { readSearch, searchFields } from "../tokens/token-search.ts";
import { consoleWordsIn } from "../words/words.ts";
import { goesOn, JobView, titleOf } from "./job-page.tsx";
import { resultInWords } from "./job-result.ts";

/** The page of a job keeps the search of the list from which the job began. */
const pageOf = (id: string, c: ConsoleContext): string =>
  addressWith(jobPage(id), searchFields(readSearch((name) => c.req.query(name))));

const ONE = `${JOBS_PATH}/:id`;

export function jobRoutes(app: ConsoleApp): void {
  app.get(JOBS_PATH, async (c) => {
    const reply = await c.var.api.need("jobs", "GET /jobs");
    const imports = mayImport(c.var.account);
    return showPage(c, "jobs", ({ jobs }) => ({
      title: jobs.title,
      main: (
        <Card>
          <p class="lead">{jobs.lead}</p>
          {reply.value.length === 0 ? (
            <Empty of="jobs" text={jobs.noneYet} begin={imports ? { to: IMPORT, text: jobs.import.link } : undefined} />
          ) : (
            <Table
              caption={jobs.title}
              captionUnseen
              head={[jobs.job, jobs.items, jobs.begun, jobs.ended]}
              rows={reply.value.map((job) => [
                <>
                  <a href={jobPage(job.id)}>{titleOf(jobs, job)}</a>
                  {job.name !== "" && (
                    <div class="quiet">
                      <Breakable text={job.name} />
                    </div>
                  )}
                </>,
                jobs.number(job.total),
                <Time at={job.begun_at} />,
                <Time at={job.ended_at} none={jobs.goesOn} />,
              ])}
            />
          )}
        </Card>
      ),
    }));
  });

  app.get(ONE, async (c) => {
    const reply = await c.var.api.need("jobs", "GET /jobs/:id", { id: c.req.param("id") });
    const job = reply.value;
    const search = readSearch((name) => c.req.query(name));
    const mayEnable = c.var.account.may("enable") && c.var.account.may("manyatonce");
    return showPage(c, "jobs", ({ jobs, block, reasons, causes }) => ({
      title: titleOf(jobs, job),
      main: (
        <JobView
          words={jobs}
          block={block}
          why={{ reasons, causes }}
          {...{ job, search, mayEnable }}
          sendsMail={c.var.deps.sendsMail}
        />
      ),
      ...(goesOn(job) ? { script: "job.js" as const } : {}),
    }));
  });

  app.post(`${ONE}/cancel`, async (c) => {
    const id = c.req.param("id");
    await c.var.api.need("jobs", "POST /jobs/:id/cancel", { id });
    return c.redirect(pageOf(id, c), 303);
  });
  app.get(`${ONE}/cancel`, (c) => c.redirect(pageOf(c.req.param("id"), c), 303));

  app.post(`${ONE}/enable`, async (c) => {
    const { form } = c.var;
    const fields = { action: "enable", disabled_by: c.req.param("id"), id: form("id") };
    const begun = await c.var.api.need("jobs", "POST /jobs/tokens", fields);
    return c.redirect(addressWith(jobPage(begun.value.id), searchFields(readSearch(form))), 303);
  });
  app.get(`${ONE}/enable`, (c) => c.redirect(jobPage(c.req.param("id")), 303));

  app.post(`${ONE}/unblock`, async (c) => {
    const fields = { action: "unblock", dry_run: false, blocked_by: c.req.param("id"), id: c.var.form("id") } as const;
    const begun = await c.var.api.need("jobs", "POST /jobs/users", fields);
    return c.redirect(jobPage(begun.value.id), 303);
  });
  app.get(`${ONE}/unblock`, (c) => c.redirect(jobPage(c.req.param("id")), 303));

  app.get(`${ONE}/result.csv`, async (c) => {
    const file = await c.var.api.file("GET /jobs/:id/result", { id: c.req.param("id") });
    if (!(file instanceof Response)) return sendRefused(c, "jobs", file);
    for (const name of ["Content-Type", "Content-Disposition", "Cache-Control"])
      c.header(name, file.headers.get(name) ?? undefined);
    const words = await consoleWordsIn(c, languageOf(c));
    return c.body(resultInWords(await file.text(), words));
  });
}
