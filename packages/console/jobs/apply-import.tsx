// The form in the report of a dry run, which applies the file.

import { Button, type JobJson, LINKS, type WhichLinks } from "../../../src/for-console.ts";
import { drawJobId } from "../parts/job-view.ts";
import { Select, Ticks } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";

export const APPLY = "/console/new-users/apply";

/** How long the links are valid, in days. */
export const DAYS = ["1", "7", "30"] as const;

interface ApplyProps {
  readonly words: ConsoleWords["jobs"];
  readonly job: JobJson;
  readonly sendsMail: boolean;
}

export const ApplyImport = ({ words, job, sendsMail }: ApplyProps) => {
  const { made = 0, changed = 0 } = job.outcomes;
  // A dry run tells how many links a job makes for users without a token.
  const counts = { missing: job.links, all: job.total - job.failed, none: undefined };
  const optionOf = (which: WhichLinks) => {
    const count = counts[which];
    return count === undefined ? words.apply.which[which] : `${words.apply.which[which]} (${words.number(count)})`;
  };
  return (
    <form method="post" action={APPLY} class="form">
      <input type="hidden" name="job" value={job.id} />
      <input type="hidden" name="id" value={drawJobId()} />
      <Select
        name="links"
        label={words.apply.links}
        value="missing"
        options={LINKS.map((which) => [which, optionOf(which)])}
      />
      <Select
        name="days"
        label={words.apply.validity}
        value="7"
        options={DAYS.map((days) => [days, words.apply.days(Number(days))])}
      />
      {sendsMail && <Ticks legend={words.mail.legend} boxes={[["mail", words.mail.send]]} ticked={() => false} />}
      <Button>{made + changed > 0 ? words.apply.go(made + changed) : words.apply.goAhead}</Button>
    </form>
  );
};
