// A file of users: it is sent, checked by a dry run, and applied from its job (POST /jobs/users).

import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Button, jobNameOf, languageOf, MAX_USERS_BYTES, readUpload } from "../../../src/for-console.ts";
import { showPage } from "../frame/frame.tsx";
import { reasonText } from "../frame/reason.ts";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { NarrowCard } from "../frame/usual.tsx";
import { APPLY, DAYS } from "../jobs/apply-import.tsx";
import { drawJobId, jobPage, SAMPLE_FILE } from "../parts/job-view.ts";
import { IMPORT, mayImport } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";

export const UPLOAD = `${IMPORT}/check`;

const SECONDS_A_DAY = 24 * 3600;

export function importRoutes(app: ConsoleApp): void {
  app.get(IMPORT, (c) =>
    showPage(c, "users", ({ jobs }) => ({
      title: jobs.import.title,
      main: (
        <NarrowCard>
          <p class="lead">{jobs.import.lead}</p>
          <pre class="sample">{SAMPLE_FILE}</pre>
          <p class="hint">{jobs.import.columns}</p>
          <form method="post" action={UPLOAD} class="form" enctype="multipart/form-data">
            <input type="hidden" name="id" value={drawJobId()} />
            <div class="field">
              <label for="file">{jobs.import.file}</label>
              <input id="file" name="file" type="file" accept=".csv,.txt,text/csv" required />
            </div>
            <Button>{jobs.import.check}</Button>
            <p class="hint">{jobs.import.checked}</p>
          </form>
        </NarrowCard>
      ),
    })),
  );

  app.post(UPLOAD, async (c) => {
    const unusable = (why: (words: ConsoleWords) => string | undefined, status: ContentfulStatusCode) =>
      showPage(
        c,
        "users",
        (words) => ({
          title: words.refused.failed,
          main: (
            <>
              <p>{why(words)}</p>
              <Button href={IMPORT}>{words.refused.back}</Button>
            </>
          ),
        }),
        status,
      );
    // Without the right the API refuses any file, so none is read.
    const isAllowed = mayImport(c.var.account);
    const read = isAllowed ? await readUpload(c, "file", MAX_USERS_BYTES) : { name: "", file: "", fields: new Map() };
    if (read === "too-large") return unusable(({ jobs }) => jobs.import.tooLarge, 413);
    if (read === "lost") return unusable(({ jobs }) => jobs.import.lost, 400);
    if (read === "unreadable") return unusable(({ jobs }) => jobs.import.unreadable, 400);
    const { name, file: csv, fields } = read;
    const request = { csv, name: jobNameOf(name), id: fields.get("id"), dry_run: true, mail: c.var.deps.sendsMail };
    const begun = await c.var.api.call("POST /jobs/users", request);
    if (begun.ok) return c.redirect(jobPage(begun.value.id), 303);
    const { reason } = begun;
    if (reason?.code === "invalid-file") return unusable(({ reasons }) => reasonText(reasons, reason), 400);
    return sendRefused(c, "users", begun);
  });
  app.get(UPLOAD, (c) => c.redirect(IMPORT, 303));

  app.post(APPLY, async (c) => {
    const { form } = c.var;
    const days = DAYS.find((one) => one === form("days")) ?? DAYS[0];
    const begun = await c.var.api.need("users", "POST /jobs/users", {
      dry_run_id: form("job"),
      dry_run: false,
      id: form("id"),
      links: form("links"),
      validity: Number(days) * SECONDS_A_DAY,
      mail: form("mail") !== "",
      language: languageOf(c),
    });
    return c.redirect(jobPage(begun.value.id), 303);
  });
  app.get(APPLY, (c) => c.redirect(IMPORT, 303));
}
