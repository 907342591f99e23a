// The search above a list, and its text marked in what was found: "Muller" in "Anna Müller". On a
// phone its fields would fill the first screen, so there it is folded, and one line says what is
// searched for (`.folded` in ../style/parts.css).

import type { Child, PropsWithChildren } from "hono/jsx";
import { Breakable, Button, Card, fold, spellingsOf } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";
import { KeptChoices } from "./list-view.tsx";
import { SearchFields } from "./parts.tsx";

type FoldProps = PropsWithChildren<{
  readonly label: string;
  /** What is searched for, in words; empty ones are left out. */
  readonly chosen: readonly (string | undefined)[];
}>;

export const FoldedSearch = ({ label, chosen, children }: FoldProps) => {
  const words = chosen.filter(Boolean).join(" · ");
  return (
    <search aria-label={label}>
      <details class="folded">
        <summary>
          {label}
          {words !== "" && (
            <>
              : <Breakable text={words} />
            </>
          )}
        </summary>
        {children}
      </details>
    </search>
  );
};

type Props = PropsWithChildren<{
  readonly words: ConsoleWords["tokens"];
  readonly path: string;
  readonly fields: readonly ("user" | "realm" | "serial")[];
  readonly search: Readonly<Record<string, string>>;
  /** Other names for fields on this page. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly hint?: string;
  /** What the fields inside search for, in words. */
  readonly chosen?: string | undefined;
}>;

/** Further fields may be inside. */
export const SearchCard = ({ words, path, fields, search, labels, hint = words.anything, chosen, children }: Props) => (
  <Card>
    <FoldedSearch label={words.filter} chosen={[...fields.map((name) => search[name]), chosen]}>
      <form method="get" action={path} class="search">
        <SearchFields fields={fields.map((name) => [name, labels?.[name] ?? words[name]])} values={search} />
        {children}
        <KeptChoices search={search} />
        <Button kind="secondary">{words.search}</Button>
        <p class="hint">{hint}</p>
      </form>
    </FoldedSearch>
  </Card>
);

const SEPARATOR = /[\s,.\p{Pd}_]/u;

/** A `*` in the search marks nothing. */
export const Found = ({ text, search }: { text: string; search: string }) => {
  const sought = search.includes("*") ? [] : soughtIn(search);
  const pieces: Child[] = [];
  let shown = 0;
  for (let at = 0; at < text.length && sought.length > 0; at++) {
    const length = isBeginning(text, at) ? lengthOfFound(text.slice(at), sought) : 0;
    if (length === 0) continue;
    pieces.push(<Breakable text={text.slice(shown, at)} />, <mark>{text.slice(at, at + length)}</mark>);
    shown = at + length;
    at = shown - 1;
  }
  pieces.push(<Breakable text={text.slice(shown)} />);
  return <>{pieces}</>;
};

/** The whole search comes first, so that it is marked as one. */
const soughtIn = (search: string): string[] =>
  [...spellingsOf(search), ...search.split(/[\s,]+/).flatMap(spellingsOf)].filter((one) => one !== "");

const isBeginning = (text: string, at: number): boolean =>
  !SEPARATOR.test(text.charAt(at)) && (at === 0 || SEPARATOR.test(text.charAt(at - 1)));

/** How many characters of the text are what was sought; 0 if it begins with nothing of it. */
function lengthOfFound(text: string, sought: readonly string[]): number {
  const folded = fold(text);
  const found = sought.find((one) => folded.startsWith(one));
  if (found === undefined) return 0;
  let length = 1;
  while (!fold(text.slice(0, length)).startsWith(found)) length++;
  return length;
}
