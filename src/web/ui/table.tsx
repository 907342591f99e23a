// Rows and columns, or stacks of names and values if the columns do not fit side by side.

import type { Child } from "hono/jsx";
import { Breakable } from "./breakable.tsx";

interface TableProps {
  /** The caption, shown above the table and read out. */
  readonly caption: string;
  /** If a heading above says the same, the caption is only read out. */
  readonly captionUnseen?: boolean;
  /** The names of the columns. A stacked table shows them before each value. */
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Child[])[];
  /** Two short columns that fit any screen: the table is never stacked. */
  readonly short?: boolean;
  /** Cells contain whole sentences: the table is stacked unless the window is wide. */
  readonly long?: boolean;
}

/**
 * If the columns do not fit side by side, each row becomes a stack of names and values, so nothing
 * scrolls sideways (style/components.css). Browsers forget the role of a table's element once it is
 * laid out otherwise, so each element names its role.
 */
export const Table = ({ caption, captionUnseen = false, head, rows, short = false, long = false }: TableProps) => (
  <div class={short ? "table" : stacked(head.length, long)}>
    <table {...role("table")}>
      <caption class={captionUnseen ? "unseen" : undefined}>{caption}</caption>
      <thead {...role("rowgroup")}>
        <tr {...role("row")}>
          {head.map((name) => (
            <th scope="col" {...role("columnheader")}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...role("rowgroup")}>
        {rows.map(([first, ...cells]) => (
          <tr {...role("row")}>
            <th scope="row" {...role("rowheader")} data-name={head[0]}>
              <div>{breakable(first)}</div>
            </th>
            {cells.map((cell, index) =>
              isEmpty(cell) ? (
                <td {...role("cell")} />
              ) : (
                <td {...role("cell")} data-name={head[index + 1]}>
                  <div>{breakable(cell)}</div>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** A table of many columns stacks early. In a table of two, the values need no names. */
const stacked = (columns: number, long: boolean): string =>
  long || columns > 5 ? "table stack early" : columns === 2 ? "table stack pairs" : "table stack";

const role = (name: string) => ({ role: name });
const isEmpty = (cell: Child): boolean => cell === "" || cell === null || cell === undefined;

const breakable = (cell: Child): Child => (typeof cell === "string" ? <Breakable text={cell} /> : cell);
