// The search of the audit trail, and the way on in a list that was not read to its end.

import type { Answers } from "../../../http/all-definitions.ts";
import { Button } from "../../ui/components.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/time.tsx";
import type { ConsoleWords } from "../../words/words.ts";
import { tellsMore } from "../parts/cursor-pages.tsx";
import { KeptChoices } from "../parts/list-view.tsx";
import { SearchFields, Select } from "../parts/parts.tsx";
import { addressWith } from "../parts/search.ts";
import { AUDIT_PATH, type AuditSearch, OFTEN, REFUSED_SIGN_IN, SELDOM } from "./audit-query.ts";
import { QUICK, type Quick, quickFrom } from "./period.ts";

export const AuditSearchForm = ({ words: { audit, tokens }, search }: { words: ConsoleWords; search: AuditSearch }) => (
  <>
    <search aria-label={audit.filter}>
      <form method="get" action={AUDIT_PATH} class="search">
        <SearchFields fields={OFTEN.map((name) => [name, audit[name]])} values={search} />
        <Field name="from" type="date" label={audit.from} value={search.from} />
        <Field name="until" type="date" label={audit.until} value={search.until} />
        <Select
          name="success"
          label={audit.result}
          value={search.success}
          options={[
            ["", tokens.all],
            ["1", audit.success],
            ["0", audit.failure],
            [REFUSED_SIGN_IN, audit.refusedSignIn],
          ]}
        />
        <details open={SELDOM.some((name) => search[name] !== "")}>
          <summary>{audit.more}</summary>
          <div class="search">
            <SearchFields
              fields={SELDOM.map((name) => [name, name === "realm" ? tokens.realm : audit[name]])}
              values={search}
            />
          </div>
        </details>
        <KeptChoices search={search} />
        <Button>{audit.search}</Button>
        <p class="hint">{audit.anything}</p>
      </form>
    </search>
    <nav class="pages" aria-label={audit.period}>
      {(Object.keys(QUICK) as Quick[]).map((name) => (
        <a href={addressWith(AUDIT_PATH, { ...search, until: "", from: quickFrom(name, Date.now()) })}>
          {audit.quick[name]}
        </a>
      ))}
    </nav>
  </>
);

interface SearchOnProps {
  readonly words: ConsoleWords["audit"];
  readonly label: string;
  readonly search: Readonly<Record<string, string>>;
  /** The cursor of this page. */
  readonly asked: string;
  readonly reply: Answers["GET /audit/"]["value"];
}

/** Leads on in a list that was not read to its end, and says how far it was searched. */
export const SearchOn = ({ words, label, search, asked, reply }: SearchOnProps) => {
  const { auditdata, count, after, searched_to } = reply;
  return (
    <nav class="pages" aria-label={label}>
      {asked !== "" && (
        <a href={addressWith(AUDIT_PATH, search)} rel="first">
          {words.newest}
        </a>
      )}
      {asked === "" && tellsMore(count, auditdata.length) && <span>{words.atLeast(count)}</span>}
      {searched_to !== null && (
        <span>
          {words.searchedTo} <Time at={searched_to} form="seconds" />
        </span>
      )}
      {after !== null && (
        <a href={addressWith(AUDIT_PATH, { ...search, after })} rel="next">
          {searched_to === null ? words.older : words.further}
        </a>
      )}
    </nav>
  );
};
