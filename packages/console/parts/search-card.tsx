// The search above a list. On a phone its fields would fill the first screen, so there it is
// folded, and one line says what is searched for (`.folded` in ../style/parts.css).

import type { PropsWithChildren } from "hono/jsx";
import { Breakable, Button, Card } from "../../../src/for-console.ts";
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
