// The form below the report of a dry run, which applies the file.

import { LINKS } from "../../../core/ports/job.ts";
import { Button, Card } from "../../ui/components.tsx";
import { Ticks } from "../../ui/field.tsx";
import type { ConsoleWords } from "../../words/words.ts";
import { drawJobId } from "../parts/job-view.ts";
import { Select } from "../parts/parts.tsx";

export const APPLY = "/console/new-users/apply";

/** How long the links are valid, in days. */
export const DAYS = ["1", "7", "30"] as const;

interface ApplyProps {
  readonly words: ConsoleWords["jobs"];
  readonly job: string;
  readonly sendsMail: boolean;
}

export const ApplyImport = ({ words, job, sendsMail }: ApplyProps) => (
  <Card title={words.apply.title}>
    <form method="post" action={APPLY} class="form">
      <input type="hidden" name="job" value={job} />
      <input type="hidden" name="id" value={drawJobId()} />
      <Select
        name="links"
        label={words.apply.links}
        value="missing"
        options={LINKS.map((which) => [which, words.apply.which[which]])}
      />
      <Select
        name="days"
        label={words.apply.validity}
        value="7"
        options={DAYS.map((days) => [days, words.apply.days(Number(days))])}
      />
      {sendsMail && <Ticks legend={words.mail.legend} boxes={[["mail", words.mail.send]]} ticked={() => false} />}
      <Button>{words.apply.go}</Button>
    </form>
  </Card>
);
