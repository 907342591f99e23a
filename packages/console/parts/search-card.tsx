// The search above a list.

import type { PropsWithChildren } from "hono/jsx";
import { Button, Card } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";
import { KeptChoices } from "./list-view.tsx";
import { SearchFields } from "./parts.tsx";

type Props = PropsWithChildren<{
  readonly words: ConsoleWords["tokens"];
  readonly path: string;
  readonly fields: readonly ("user" | "realm" | "serial")[];
  readonly search: Readonly<Record<string, string>>;
  /** Other names for fields on this page. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly hint?: string;
}>;

/** Further fields may be inside. */
export const SearchCard = ({ words, path, fields, search, labels, hint = words.anything, children }: Props) => (
  <Card>
    <search aria-label={words.filter}>
      <form method="get" action={path} class="search">
        <SearchFields fields={fields.map((name) => [name, labels?.[name] ?? words[name]])} values={search} />
        {children}
        <KeptChoices search={search} />
        <Button kind="secondary">{words.search}</Button>
        <p class="hint">{hint}</p>
      </form>
    </search>
  </Card>
);
