// The search of the audit trail, and the way on in a list that was not read to its end.

import { type Answers, Button, Field, PROXIMITIES, Time } from "../../../src/for-console.ts";
import { tellsMore } from "../parts/cursor-pages.tsx";
import { KeptChoices } from "../parts/list-view.tsx";
import { SearchFields, Select } from "../parts/parts.tsx";
import { addressWith } from "../parts/search.ts";
import { FoldedSearch } from "../parts/search-card.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { AUDIT_PATH, type AuditSearch, CODES, REFUSED_SIGN_IN, SELDOM, SIGNED_IN } from "./audit-query.ts";
import { EventSelect, ReasonSelect } from "./code-select.tsx";
import { DAY_PATTERN } from "./period.ts";
import { QuickPeriods } from "./quick-periods.tsx";
import { capitalized } from "./say-entry.ts";

interface FormProps {
  readonly words: ConsoleWords;
  readonly search: AuditSearch;
  readonly zone: string;
}

/**
 * A date field would write days as the browser's language does, not as the page's. So this is a
 * text field, whose pattern lets the browser refuse what is not a day, without a script.
 */
const Day = ({ form, ...field }: { name: string; label: string; value: string; form: string }) => (
  <Field {...field} hint={form} title={form} pattern={DAY_PATTERN} maxlength={10} autocomplete="off" />
);

export const AuditSearchForm = ({ words, search, zone }: FormProps) => {
  const { audit, tokens, eventNames, causes } = words;
  const { user, success, reason, proximity, browser, lookups, from, until } = search;
  const results = [
    [SIGNED_IN, audit.signedIn],
    [REFUSED_SIGN_IN, audit.refusedSignIn],
    ["1", audit.success],
    ["0", audit.failure],
  ] as const;
  const folded = [...SELDOM, ...CODES, "from", "until", "lookups"] as const;
  const hasFolded = folded.some((name) => search[name] !== "");
  return (
    <FoldedSearch
      label={audit.filter}
      chosen={[
        user,
        results.find(([result]) => result === success)?.[1],
        ...SELDOM.map((name) => search[name]),
        wordsOf(eventNames.names, search.event),
        wordsOf(causes, reason),
        wordsOf(audit.nearness.phone, proximity),
        wordsOf(audit.nearness.browser, browser),
        [from, until].filter(Boolean).join(" – "),
        lookups && audit.lookups,
      ]}
    >
      <form method="get" action={AUDIT_PATH} class="search">
        <SearchFields fields={[["user", audit.user]]} values={search} />
        <Select name="success" label={audit.result} value={success} options={[["", tokens.all], ...results]} />
        <Button>{audit.search}</Button>
        <details open={hasFolded}>
          <summary>{audit.more}</summary>
          <QuickPeriods words={audit} search={search} zone={zone} />
          <div class="search">
            <EventSelect words={words} value={search.event} />
            <Day name="from" label={audit.from} value={from} form={audit.dayForm} />
            <Day name="until" label={audit.until} value={until} form={audit.dayForm} />
            <SearchFields
              fields={SELDOM.map((name) => [name, name === "realm" ? tokens.realm : audit[name]])}
              values={search}
            />
            <ReasonSelect words={words} value={reason} />
            <Select
              name="proximity"
              label={audit.phoneWas}
              value={proximity}
              options={[
                ["", tokens.all],
                ...PROXIMITIES.map((one) => [one, capitalized(audit.nearness.phone[one])] as const),
              ]}
            />
            <Select
              name="browser"
              label={audit.browserWas}
              value={browser}
              options={[
                ["", tokens.all],
                ...(["new", "known"] as const).map((one) => [one, capitalized(audit.nearness.browser[one])] as const),
              ]}
            />
            <label class="tick">
              <input type="checkbox" name="lookups" value="true" checked={lookups !== ""} />{" "}
              <span>{audit.lookups}</span>
            </label>
          </div>
        </details>
        <KeptChoices search={search} />
        <p class="hint">
          {audit.anything} {audit.days(zone.replaceAll("_", " "))}
        </p>
      </form>
    </FoldedSearch>
  );
};

/** An address may have a pattern, such as *_FAIL. */
const wordsOf = (words: Readonly<Record<string, string>>, code: string): string | undefined =>
  Object.hasOwn(words, code) ? words[code] : code;

interface SearchOnProps {
  readonly words: ConsoleWords["audit"];
  readonly label: string;
  readonly search: Readonly<Record<string, string>>;
  /** The cursor of this page. */
  readonly cursor: string;
  readonly reply: Answers["GET /audit/"]["value"];
}

/** Leads on in a list that was not read to its end, and says how far it was searched. */
export const SearchOn = ({ words, label, search, cursor, reply }: SearchOnProps) => {
  const { auditdata, count, after, searched_to } = reply;
  return (
    <nav class="pages" aria-label={label}>
      {cursor !== "" && (
        <a href={addressWith(AUDIT_PATH, search)} rel="first">
          {words.newest}
        </a>
      )}
      {cursor === "" && tellsMore(count, auditdata.length) && <span>{words.atLeast(count)}</span>}
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
