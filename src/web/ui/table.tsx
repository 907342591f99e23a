// Rows and columns, or stacks of names and values if the columns do not fit side by side.

import type { Child } from "hono/jsx";
import { Breakable } from "./text.tsx";

interface PlacedColumn {
  readonly name: string;
  /** Where its cell is once a row has become three lines. Others are on the third, with names. */
  readonly place: "corner" | "second" | "away";
}
export type Column = string | PlacedColumn;

/** At the end of the first line: a state, or the one button of a row. */
export const corner = (name: string): Column => ({ name, place: "corner" });
/** On the second line, without its name. */
export const second = (name: string): Column => ({ name, place: "second" });
/** Only read out where there is no room. */
export const away = (name: string): Column => ({ name, place: "away" });

interface TableProps {
  /** The caption, shown above the table and read out. */
  readonly caption: string;
  /** If a heading above says the same, the caption is only read out. */
  readonly captionUnseen?: boolean;
  /**
   * The names of the columns. A stacked table shows them before each value; if a column has a place
   * of its own, each row becomes three lines instead.
   */
  readonly head: readonly Column[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Child[])[];
  /** A line between the rows: in front of the row at this index. */
  readonly line?: { readonly at: number; readonly text: string } | undefined;
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
export const Table = ({
  caption,
  captionUnseen = false,
  head,
  rows,
  line,
  short = false,
  long = false,
}: TableProps) => (
  <div class={short ? "table" : stacked(head, long)}>
    <table {...role("table")}>
      <caption class={captionUnseen ? "unseen" : undefined}>{caption}</caption>
      <thead {...role("rowgroup")}>
        <tr {...role("row")}>
          {head.map((column) => (
            <th scope="col" {...role("columnheader")}>
              {nameOf(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...role("rowgroup")}>
        {rows.map(([first, ...cells], place) => (
          <>
            {place === line?.at && (
              <tr {...role("row")}>
                <td {...role("cell")} class="quiet" colspan={head.length}>
                  {line.text}
                </td>
              </tr>
            )}
            <tr {...role("row")}>
              <th scope="row" {...role("rowheader")} data-name={nameOf(head[0])}>
                <div>{breakable(first)}</div>
              </th>
              {cells.map((cell, index) =>
                isEmpty(cell) ? (
                  <td {...role("cell")} />
                ) : (
                  <td {...role("cell")} class={placeOf(head[index + 1])} data-name={nameOf(head[index + 1])}>
                    <div>{breakable(cell)}</div>
                  </td>
                ),
              )}
            </tr>
          </>
        ))}
      </tbody>
    </table>
  </div>
);

const nameOf = (column: Column | undefined) => (typeof column === "object" ? column.name : column);
const placeOf = (column: Column | undefined) => (typeof column === "object" ? column.place : undefined);

/** A table of many columns stacks early. In a table of two, the values need no names. */
function stacked(head: readonly Column[], long: boolean): string {
  const kind = head.some(placeOf) ? "brief" : head.length === 2 ? "pairs" : "";
  return ["table stack", kind, long || head.length > 5 ? "early" : ""].filter(Boolean).join(" ");
}

const role = (name: string) => ({ role: name });
const isEmpty = (cell: Child): boolean => cell === "" || cell === null || cell === undefined;

const breakable = (cell: Child): Child => (typeof cell === "string" ? <Breakable text={cell} /> : cell);
