// Pages of a list that may be long: the API's cursors lead to the neighbours, without numbers.

import type { Context } from "hono";
import type { ConsoleWords } from "../words/words.ts";
import { MAX_EXPORTED } from "./export.ts";
import { addressWith } from "./search.ts";

/** The API's fields for the cursor in the address of a page. */
export const cursorIn = (c: Context): { readonly after: string | undefined; readonly before: string | undefined } => ({
  after: c.req.query("after"),
  before: c.req.query("before"),
});

/**
 * Whether "at least so many" tells a person anything. A look that ends with a full page has counted
 * its rows or one more, and the link to the next page says as much.
 */
export const tellsMore = (count: number, rows: number): boolean => count > rows + 1;

interface Props {
  readonly words: ConsoleWords["pages"];
  readonly path: string;
  /** The search, which the links keep. */
  readonly search: Readonly<Record<string, string>>;
  /** The rows on this page. */
  readonly rows: number;
  readonly reply: {
    readonly count: number;
    readonly count_exact: boolean;
    readonly after: string | null;
    readonly before: string | null;
    readonly progress?: SearchProgress | null | undefined;
  };
}

type SearchProgress = { readonly examined: number; readonly of: number | null };

/**
 * How far a search has come if its page is not full. The script of the page continues it
 * (../client/live/search-on.ts); without a script, the link does.
 */
const Progress = ({ words, progress: { examined, of } }: Pick<Props, "words"> & { progress: SearchProgress }) => {
  const text = (n: string, all: string) => (of === null ? words.lookedAtSoFar(n) : words.lookedAt(n, all));
  return (
    <>
      <span role="status" data-examined={examined} data-of={of ?? ""} data-text={text("{n}", "{of}")}>
        {text(String(examined), String(of))}
      </span>
      <button type="button" class="button secondary" data-stop hidden>
        {words.stop}
      </button>
    </>
  );
};

export const CursorPages = ({
  words,
  path,
  search,
  rows,
  reply: { count, count_exact: exact, after, before, progress },
}: Props) => {
  if (rows === 0 && !after && !before) return null;
  const to = (further: Readonly<Record<string, string>>) => addressWith(path, { ...search, ...further });
  // After a cursor only the rest of the list is counted, which tells a person little.
  const counted = exact ? words.inAll(count) : words.atLeast(count);
  const total = before || !(exact || tellsMore(count, rows)) ? "" : counted;
  return (
    <nav class="pages" aria-label={words.label}>
      {before && (
        <>
          <a href={to({})}>{words.first}</a>
          <a href={to({ before })} rel="prev">
            {words.previous}
          </a>
        </>
      )}
      {total && <span>{total}</span>}
      {after && (
        <a href={to({ after })} rel="next">
          {rows === 0 || progress ? words.searchOn : words.next}
        </a>
      )}
      {after && progress && <Progress words={words} progress={progress} />}
    </nav>
  );
};

interface ExportProps {
  readonly words: ConsoleWords["pages"];
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
  /** The cursor of the page. */
  readonly after: string | undefined;
}

/** The list as a file, from the shown page on. */
export const ExportLink = ({ words, path, search, after = "" }: ExportProps) => (
  <p class="quiet">
    <a href={addressWith(path, { ...search, after })} download="">
      {words.export}
    </a>{" "}
    {words.exportHint(MAX_EXPORTED)}
  </p>
);
