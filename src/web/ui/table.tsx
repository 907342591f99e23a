// Rows and columns, or a stack of names and values where the columns have no room beside each other.

import type { Child } from "hono/jsx";
import { Breakable } from "./breakable.tsx";

interface TableProps {
  /** Read out, and shown above. */
  readonly caption: string;
  /** Where a heading above says the same, it is read out only. */
  readonly captionUnseen?: boolean;
  /** Names of the columns, which stand before each value where the table is stacked. */
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Child[])[];
  /** Never stacked: two columns of so little that they fit anywhere. */
  readonly short?: boolean;
  /** Whole sentences are in it: stacked in any window but a wide one. */
  readonly long?: boolean;
}

/**
 * Where its columns have no room beside each other, each row is a stack of names and values, so there is nothing to scroll
 * sideways for (style/components.css). Browsers forget what an element of a table is once it is laid out as something
 * else, so each says its role.
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

/** Many columns need a wide window, and of two each is plain without its name. */
const stacked = (columns: number, long: boolean): string =>
  long || columns > 5 ? "table stack early" : columns === 2 ? "table stack pairs" : "table stack";

const role = (name: string) => ({ role: name });
const isEmpty = (cell: Child): boolean => cell === "" || cell === null || cell === undefined;

const breakable = (cell: Child): Child => (typeof cell === "string" ? <Breakable text={cell} /> : cell);
