// One line of the audit trail in words: what happened, and how often; when opened, its numbers and
// the words by which programs find it.

import { type AuditRowJson, Badge, Breakable, Time } from "../../../src/for-console.ts";
import { type Fact, FactList } from "../parts/facts.tsx";
import type { ConsoleWords } from "../words/words.ts";
import type { RepeatedEntry } from "./repeated.ts";
import { tallyFacts } from "./tallied.tsx";

interface HappenedProps {
  /** How often, in words; empty for once. */
  readonly times: string;
  readonly sentence: string;
  /** The word for an entry that was changed; empty for one that is whole. */
  readonly broken: string;
}

export const Happened = ({ times, sentence, broken }: HappenedProps) => (
  <>
    {times !== "" && (
      <>
        <strong>{times}</strong>{" "}
      </>
    )}
    <Breakable text={sentence} />
    {broken !== "" && (
      <>
        {" "}
        <Badge kind="danger">{broken}</Badge>
      </>
    )}
  </>
);

/** Empty for a row that is as it was written. */
export const signatureFault = ({ sig_check }: AuditRowJson, words: ConsoleWords["audit"]): string =>
  ({ OK: "", FAIL: words.broken, NEWER: words.newer })[sig_check];

interface DetailsProps {
  readonly repeated: RepeatedEntry;
  readonly words: ConsoleWords["audit"];
  readonly facts?: readonly Fact[];
}

export const LineDetails = ({ repeated: { entry, entries }, words, facts = [] }: DetailsProps) => {
  const { number, event, reason, action, proximity, browser, detail, success } = entry;
  const each = entries.map((one) => (
    <div>
      {one.number} <Time at={one.date} form="seconds" />
    </div>
  ));
  return (
    <details>
      <summary>{words.details}</summary>
      <FactList
        facts={[
          [words.number, each.length > 1 ? <div>{each}</div> : String(number)],
          ...facts,
          [words.event, code(event)],
          [words.reason, code(reason)],
          [success === 1 ? words.note : words.detail, code(detail)],
          ...tallyFacts(entry, words),
          [words.phoneWas, proximity && words.nearness.phone[proximity]],
          [words.browserWas, browser && words.nearness.browser[browser]],
          [words.action, code(action)],
          [words.intact, signatureFault(entry, words) || words.ok],
        ]}
      />
    </details>
  );
};

function code(text: string) {
  if (text === "") return "";
  return <Breakable text={text} />;
}
