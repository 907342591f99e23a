// The page of one job: how far it is, what has failed, its result. Without script it has a link
// that loads it again; ../client/job.ts does that by itself.

import {
  Badge,
  Breakable,
  Button,
  Card,
  Hidden,
  type JobJson,
  type ListedJobJson,
  Notice,
  Table,
  Time,
} from "../../../src/for-console.ts";
import { apiReason } from "../frame/reason.ts";
import { LinkButton } from "../frame/usual.tsx";
import { Action } from "../parts/action.tsx";
import { drawJobId, JOBS_PATH, jobPage } from "../parts/job-view.ts";
import { addressWith } from "../parts/search.ts";
import { USERS_PATH } from "../parts/user-view.ts";
import { searchFields, type TokenSearch } from "../tokens/token-search.ts";
import type { ConsoleWords } from "../words/words.ts";
import { ApplyImport } from "./apply-import.tsx";
import { Changes, FirstLines, OutcomeCounts } from "./check-report.tsx";
import { whyNot } from "./job-result.ts";

export const goesOn = ({ state }: JobJson): boolean => state === "waiting" || state === "running";

/** Earlier releases did not note what a job does to tokens. */
export const titleOf = ({ titles, tokens }: ConsoleWords["jobs"], job: ListedJobJson | JobJson): string => {
  if (job.dry_run) return titles.dryRun;
  if (job.action !== "") return titles[job.action];
  return job.kind === "users" ? titles.users : tokens;
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
  readonly block: ConsoleWords["block"];
  readonly why: Pick<ConsoleWords, "reasons" | "causes">;
  readonly job: JobJson;
  readonly sendsMail: boolean;
  /** The list of tokens from which it began. */
  readonly search: TokenSearch;
  readonly mayEnable: boolean;
}

export const JobView = ({ words, block, why, job, sendsMail, search, mayEnable }: JobViewProps) => {
  const { id, state, done, total, failed, failures } = job;
  const { disabled = 0, blocked = 0 } = job.outcomes;
  const fields = searchFields(search);
  const untold = Math.max(0, failed - failures.length);
  const isOver = !goesOn(job);
  const makesLinks = !job.dry_run && (job.action === "links" || (job.kind === "users" && job.action === ""));
  // After the check of a file people want its button, so it comes first.
  const applies = job.dry_run && state === "done" && failed < total;
  const begun = (
    <p class="quiet">
      {words.begunBy} <Breakable text={job.begun_by} /> · <Time at={job.begun_at} />
    </p>
  );
  return (
    // The script replaces this when it has loaded the page again.
    <div id="job" data-job={isOver ? "over" : "on"}>
      <Card>
        {!applies && (
          <p>
            <Badge kind={KINDS[state]}>{words.states[state]}</Badge>
          </p>
        )}
        {job.name !== "" && (
          <p>
            <strong>
              <Breakable text={job.name} />
            </strong>
          </p>
        )}
        {!applies && begun}
        {!(job.dry_run && state === "done") && (
          <p>
            <label for="progress">{words.progress(done, total, failed)}</label>
            <progress id="progress" max={total} value={done} />
          </p>
        )}
        {isOver && <OutcomeCounts words={words} job={job} />}
        {job.first.length > 0 && <FirstLines words={words} job={job} />}
        {applies && <ApplyImport words={words} job={job} sendsMail={sendsMail} />}
        {applies && begun}
        {state === "failed" && (
          <Notice
            kind="danger"
            text={words.stopped[job.reason as keyof typeof words.stopped] ?? words.stopped.unavailable}
          />
        )}
        {job.mail && <Mails words={words.mail} mail={job.mail} />}
        {job.kept_until && (
          <p class="quiet">
            {words.kept} <Time at={job.kept_until} />
          </p>
        )}
        {makesLinks && isOver && <p class="hint">{words.secret}</p>}
        {isOver && mayEnable && disabled > 0 && (
          <form method="post" action={`${jobPage(id)}/enable`} class="form">
            <Hidden fields={{ ...fields, id: drawJobId() }} />
            <Button>{words.enableAgain(disabled)}</Button>
            <p class="hint">{words.enabledHint}</p>
          </form>
        )}
        {isOver && mayEnable && !job.dry_run && blocked > 0 && (
          <form method="post" action={`${jobPage(id)}/unblock`} class="form">
            <Hidden fields={{ id: drawJobId() }} />
            <Button>{block.again(blocked)}</Button>
            <p class="hint">{block.againHint}</p>
          </form>
        )}
        <div class="actions">
          {job.kind === "tokens" ? (
            <LinkButton to={addressWith("/console/tokens", fields)} text={words.toTokens} />
          ) : (
            <LinkButton to={USERS_PATH} text={words.toUsers} />
          )}
          {isOver ? (
            <Button href={`${jobPage(id)}/result.csv`} kind="secondary" download="">
              {words.result}
            </Button>
          ) : (
            <LinkButton to={addressWith(jobPage(id), fields)} text={words.reload} />
          )}
          {!isOver &&
            (job.cancelling ? (
              <p>{words.cancelling}</p>
            ) : (
              <Action to={addressWith(`${jobPage(id)}/cancel`, fields)}>{words.cancel}</Action>
            ))}
          <LinkButton to={JOBS_PATH} text={words.all} />
        </div>
      </Card>
      {job.changes.length > 0 && <Changes words={words} job={job} />}
      {failures.length > 0 && (
        <Card title={words.failed}>
          <Table
            caption={words.failed}
            captionUnseen
            head={[words.line, words.who, words.why]}
            rows={failures.map((one) => [
              String(one.line),
              one.serial || [one.user, one.realm].filter(Boolean).join(" · "),
              whyNot(why, apiReason(one.reason, one.evidence)),
            ])}
          />
          {untold !== 0 && <p class="hint">{words.more(untold)}</p>}
        </Card>
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
