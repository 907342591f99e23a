// A list of what administrators make, on one page: its purpose, a button to add one, the table.

import type { Child } from "hono/jsx";
import { Card, type Column, Table } from "../../../src/for-console.ts";
import { Empty } from "../frame/empty.tsx";
import { WayOn } from "../frame/usual.tsx";

interface Props {
  readonly of: Parameters<typeof Empty>[0]["of"];
  readonly words: { readonly lead: string; readonly add: string; readonly none?: string; readonly caption: string };
  /** The page on which one is added; undefined if the account may not. */
  readonly addAt: string | undefined;
  readonly head: readonly Column[];
  readonly rows: readonly (readonly Child[])[];
}

export const MadeList = ({ of, words, addAt, head, rows }: Props) => (
  <>
    <p class="lead">{words.lead}</p>
    {addAt && rows.length > 0 && <WayOn to={addAt} text={words.add} kind="primary" />}
    <Card>
      {rows.length === 0 ? (
        <Empty of={of} text={words.none ?? ""} begin={addAt ? { to: addAt, text: words.add } : undefined} />
      ) : (
        <Table caption={words.caption} captionUnseen head={head} rows={rows} />
      )}
    </Card>
  </>
);
