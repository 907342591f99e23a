// How a list is shown: rows per page, and their order. The address of the page keeps both, and so
// do its links; the usual choice is left out.

import type { Context } from "hono";
import { Hidden } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";
import { addressWith } from "./search.ts";

/** The first is usual. The largest reads no more rows of the database than the first. */
const SIZES = ["15", "50", "100"] as const;

type Search = Readonly<Record<string, string>>;

/** The chosen number of rows; empty for the usual one. */
export const chosenSize = (c: Context): string => SIZES.slice(1).find((size) => size === c.req.query("pagesize")) ?? "";

export const pageSize = (chosen: string): string => chosen || SIZES[0];

/** The chosen order; empty for the first, which is usual. */
export const chosenOrder = <Order extends string>(c: Context, orders: readonly Order[]): Order | "" =>
  orders.slice(1).find((order) => order === c.req.query("order")) ?? "";

interface IsLongProps {
  readonly count: number;
  readonly after: string | null;
  readonly before?: string | null;
}

/** Whether a list has more rows than the smallest page. */
export const isLong = ({ count, after, before = null }: IsLongProps) =>
  count > Number(SIZES[0]) || after !== null || before !== null;

/** Hidden fields, by which a search keeps the choices. */
export const KeptChoices = ({ search }: { search: Search }) => {
  const kept = Object.entries(search).filter(([name, value]) => ["pagesize", "order"].includes(name) && value !== "");
  return <Hidden fields={Object.fromEntries(kept)} />;
};

interface Props {
  readonly words: ConsoleWords["pages"];
  readonly path: string;
  readonly search: Search;
  readonly isLong: boolean;
  /** The orders that this list can have, the usual one first. */
  readonly orders?: readonly (keyof ConsoleWords["pages"]["orders"])[];
}

/** Links to the start of the same list, with another size of page or in another order. */
export const ListView = ({ words, path, search, isLong, orders = [] }: Props) => {
  if (!isLong) return null;
  const group = (name: "pagesize" | "order", label: string, choices: readonly (readonly [string, string])[]) => (
    <nav class="pages quiet" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      {choices.map(([value, text], index) => {
        const isChosen = (search[name] ?? "") === (index === 0 ? "" : value);
        const to = addressWith(path, { ...search, [name]: index === 0 ? "" : value });
        return (
          <a href={to} aria-current={isChosen ? "true" : undefined}>
            {text}
          </a>
        );
      })}
    </nav>
  );
  return (
    <>
      {orders.length > 1 &&
        group(
          "order",
          words.order,
          orders.map((order) => [order, words.orders[order]]),
        )}
      {group(
        "pagesize",
        words.rows,
        SIZES.map((size) => [size, size]),
      )}
    </>
  );
};
