// A row that stands for many: of how many tokens and networks they were, and of which.

import { type AuditRowJson, Breakable, readTally } from "../../../src/for-console.ts";
import { PageLink } from "../frame/usual.tsx";
import type { Fact } from "../parts/facts.tsx";
import { tokenPage } from "../parts/token-view.ts";
import type { ConsoleWords } from "../words/words.ts";

type Words = ConsoleWords["audit"];
type Named = readonly [name: string, count: number];

/** The most counted come first, and a list has more than anybody reads. */
const MAX_NAMED = 20;

interface TalliedEntry {
  readonly tokens: readonly Named[];
  readonly networks: readonly Named[];
}

/** Undefined for a row about one request. */
export function talliedIn({ serial, tally }: AuditRowJson): TalliedEntry | undefined {
  const read = readTally(tally);
  if (!read) return undefined;
  const { serials = [], networks = {} } = read;
  const names = serial.split(",");
  return { tokens: serials.map((count, at) => [names[at] ?? "", count]), networks: Object.entries(networks) };
}

export function tallyFacts(entry: AuditRowJson, words: Words): readonly Fact[] {
  const { tokens = [], networks = [] } = talliedIn(entry) ?? {};
  const { more = 0, moreNetworks = 0 } = readTally(entry.tally) ?? {};
  const tokenOf = (serial: string) => <PageLink to={tokenPage(serial)} text={serial} />;
  const networkOf = (network: string) => <Breakable text={network} />;
  const counts = (all: readonly Named[], more: number, of: CountsProps["of"]) =>
    all.length > 0 ? <Counts all={all} more={more} of={of} words={words} /> : "";
  return [
    [words.tally.byToken, counts(tokens, more, tokenOf)],
    [words.tally.byNetwork, counts(networks, moreNetworks, networkOf)],
  ];
}

interface CountsProps {
  readonly all: readonly Named[];
  readonly more: number;
  readonly of: (name: string) => ReturnType<typeof Breakable>;
  readonly words: Words;
}

const Counts = ({ all, more, of, words }: CountsProps) => {
  const others = all.slice(MAX_NAMED).reduce((sum, [, count]) => sum + count, more);
  return (
    <>
      {all.slice(0, MAX_NAMED).map(([name, count]) => (
        <div>
          {of(name)}: {words.times(count)}
        </div>
      ))}
      {others > 0 && (
        <div>
          {words.tally.others}: {words.times(others)}
        </div>
      )}
    </>
  );
};
