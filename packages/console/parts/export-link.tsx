// The link to a list as a file, from the shown page on.

import type { ConsoleWords } from "../words/words.ts";
import { MAX_EXPORTED } from "./export.ts";
import { addressWith } from "./search.ts";

interface LinkProps {
  readonly words: ConsoleWords["pages"];
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
  /** The cursor of the page. */
  readonly after: string | undefined;
}

export const ExportLink = ({ words, path, search, after = "" }: LinkProps) => (
  <p class="quiet">
    <a href={addressWith(path, { ...search, after })} download="">
      {words.export}
    </a>{" "}
    {words.exportHint(MAX_EXPORTED)}
  </p>
);
