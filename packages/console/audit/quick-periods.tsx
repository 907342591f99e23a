// Links to what is often wanted, such as yesterday's sign-ins. They keep the other fields of a
// search, and name the period by its word: a page that was left open overnight still leads right.

import { addressWith } from "../parts/search.ts";
import type { ConsoleWords } from "../words/words.ts";
import { AUDIT_PATH, type AuditSearch, REFUSED_SIGN_IN, SIGNED_IN } from "./audit-query.ts";
import { isQuick, QUICK_NAMES } from "./period.ts";

interface Props {
  readonly words: ConsoleWords["audit"];
  readonly search: AuditSearch;
  readonly zone: string;
}

export const QuickPeriods = ({ words, search, zone }: Props) => {
  const rows = [
    ["", words.quickAll],
    [SIGNED_IN, words.quickSignedIn],
    [REFUSED_SIGN_IN, words.quickRefused],
  ] as const;
  return (
    <div class="quick">
      {rows.map(([result, label]) => (
        <nav aria-label={label}>
          <span aria-hidden="true">{label}</span>
          {QUICK_NAMES.map((period) => (
            <a
              href={addressWith(AUDIT_PATH, { ...search, from: "", until: "", success: result, period })}
              aria-current={search.success === result && isQuick(period, search, zone) ? "true" : undefined}
            >
              {words.quick[period]}
            </a>
          ))}
        </nav>
      ))}
    </div>
  );
};
