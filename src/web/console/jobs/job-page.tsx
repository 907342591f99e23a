// The page of one job: how far it is, what has failed, its result. Without script it has a link
// that loads it again; src/web/client/job.ts does that by itself.

import type { JobJson } from "../../../http/jobs/shapes.ts";
import { Badge, Button, Card, Notice } from "../../ui/components.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { ConsoleWords } from "../../words/words.ts";
import { reasonText, toldReason } from "../frame/reason.ts";
import { Action } from "../parts/action.tsx";
import { JOBS_PATH, jobPage } from "../parts/job-view.ts";
import { ApplyImport } from "./apply-import.tsx";

export const goesOn = ({ state }: JobJson): boolean => state === "waiting" || state === "running";

export const titleOf = ({ titles }: ConsoleWords["jobs"], { kind, action, dry_run: dryRun }: JobJson): string => {
  if (kind === "users") return dryRun ? titles.dryRun : titles.users;
  return titles[action as "unlock" | "disable" | "delete" | "links"];
};

const KINDS = {
  waiting: "neutral",
  running: "neutral",
  done: "success",
  cancelled: "warning",
  failed: "danger",
} as const;

interface JobViewProps {
  readonly words: ConsoleWords["jobs"];
  readonly reasons: ConsoleWords["reasons"];
  readonly job: JobJson;
  readonly sendsMail: boolean;
}

export const JobView = ({ words, reasons, job, sendsMail }: JobViewProps) => {
  const { id, state, done, total, failed, failures } = job;
  const untold = Math.max(0, failed - failures.length);
  const isOver = !goesOn(job);
  const makesLinks = !job.dry_run && (job.kind === "users" || job.action === "links");
  return (
    // The script replaces this when it has loaded the page again.
    <div id="job" data-job={isOver ? "over" : "on"}>
      <Card>
        <p>
          <Badge kind={KINDS[state]}>{words.states[state]}</Badge>
        </p>
        <p>
          <label for="progress">{words.progress(done, total, failed)}</label>
          <progress id="progress" max={total} value={done} />
        </p>
        {state === "failed" && (
          <Notice kind="danger">
            <p>{words.stopped[job.reason as keyof typeof words.stopped] ?? words.stopped.unavailable}</p>
          </Notice>
        )}
        {job.mail && <Mails words={words.mail} mail={job.mail} />}
        {job.kept_until && (
          <p class="quiet">
            {words.kept} <Time at={job.kept_until} />
          </p>
        )}
        {makesLinks && isOver && <p class="hint">{words.secret}</p>}
        <div class="actions">
          {isOver ? (
            <Button href={`${jobPage(id)}/result.csv`} download="">
              {words.result}
            </Button>
          ) : (
            <Button href={jobPage(id)} kind="secondary">
              {words.reload}
            </Button>
          )}
          {!isOver &&
            (job.cancelling ? <p>{words.cancelling}</p> : <Action to={`${jobPage(id)}/cancel`}>{words.cancel}</Action>)}
          <Button href={JOBS_PATH} kind="secondary">
            {words.all}
          </Button>
        </div>
      </Card>
      {failures.length > 0 && (
        <Card title={words.failed}>
          <Table
            caption={words.failed}
            captionUnseen
            head={[words.line, words.who, words.why]}
            rows={failures.map((one) => [
              String(one.line),
              one.serial || [one.user, one.realm].filter(Boolean).join(" · "),
              reasonText(reasons, toldReason(one.reason, one.evidence)) ?? <span lang="en">{one.message}</span>,
            ])}
          />
          {untold !== 0 && <p class="hint">{words.more(untold)}</p>}
        </Card>
      )}
      {job.dry_run && state === "done" && failed < total && (
        <ApplyImport words={words} job={id} sendsMail={sendsMail} />
      )}
    </div>
  );
};

const Mails = ({ words, mail }: { words: ConsoleWords["jobs"]["mail"]; mail: NonNullable<JobJson["mail"]> }) => (
  <>
    <p>{words.progress(mail.sent, mail.not_sent)}</p>
    {mail.waits_for !== "" && (
      <Notice kind="warning">
        <p>
          {words.waits[mail.waits_for]} {words.again} <Time at={mail.again_at} />
        </p>
      </Notice>
    )}
  </>
);
