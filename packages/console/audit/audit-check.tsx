// The result of a check of the newest entries of the audit trail.

import { Notice, type VerificationJson } from "../../../src/for-console.ts";
import { TextNotice, WayOn } from "../parts/usual.tsx";
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
      <TextNotice kind="success" text={audit.whole(rows, checkpoints)} />
    ) : (
      <Notice kind="danger" title={audit.problems(problems.length)}>
        <ul lang="en">
          {problems.slice(0, MAX_SHOWN_PROBLEMS).map((problem) => (
            <li>{problem}</li>
          ))}
        </ul>
      </Notice>
    )}
    <WayOn to={AUDIT_PATH} text={refused.back} />
  </>
);
