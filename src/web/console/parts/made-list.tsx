// A list of what administrators make, on one page: its purpose, a button to add one, the table.

import type { Child } from "hono/jsx";
import { Button, Card } from "../../ui/components.tsx";
import { Table } from "../../ui/table.tsx";

interface Props {
  readonly words: { readonly lead: string; readonly add: string; readonly none: string; readonly caption: string };
  /** The page on which one is added. */
  readonly addAt: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Child[])[];
}

export const MadeList = ({ words, addAt, head, rows }: Props) => (
  <>
    <p class="lead">{words.lead}</p>
    <p class="actions">
      <Button href={addAt}>{words.add}</Button>
    </p>
    <Card>
      {rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table caption={words.caption} captionUnseen head={head} rows={rows} />
      )}
    </Card>
  </>
);
