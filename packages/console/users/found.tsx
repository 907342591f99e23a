// A text of a person with what a search has found in it marked: beginnings of words.

import { Breakable } from "../../../src/for-console.ts";

/** A search with `*` marks nothing. */
export const Found = ({ text, search }: { text: string; search: string }) => {
  const words = search.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length === 0 || search.includes("*")) return <Breakable text={text} />;
  // The whole search comes first, so that it is marked as one.
  const any = [search, ...words].map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");
  const pieces = text.split(new RegExp(`(?<=^|[\\s,])(${any})`, "iu"));
  // What the expression has captured is every second piece.
  return <>{pieces.map((piece, index) => (index % 2 === 1 ? <mark>{piece}</mark> : <Breakable text={piece} />))}</>;
};
