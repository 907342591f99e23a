// The result of a check of the newest entries of the audit trail.

import { Button, Notice, type VerificationJson } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";
import { AUDIT_PATH } from "./audit-query.ts";

/** Enough to see what is wrong; `npm run audit:verify` names all. */
const MAX_SHOWN_PROBLEMS = 100;

interface Props {
  readonly words: ConsoleWords;
  readonly checked: VerificationJson;
}

export const AuditCheck = ({ words: { audit, refused }, checked: { rows, checkpoints, problems } }: Props) => (
  <>
    {problems.length === 0 ? (
      <Notice kind="success">
        <p>{audit.whole(rows, checkpoints)}</p>
      </Notice>
    ) : (
      <Notice kind="danger" title={audit.problems(problems.length)}>
        <ul lang="en">
          {problems.slice(0, MAX_SHOWN_PROBLEMS).map((problem) => (
            <li>{problem}</li>
          ))}
        </ul>
      </Notice>
    )}
    <p class="actions">
      <Button href={AUDIT_PATH} kind="secondary">
        {refused.back}
      </Button>
    </p>
  </>
);
