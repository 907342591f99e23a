// Where people find help, in the footer of each page, if the operator has said so.

import type { Words } from "../../words/words.ts";
import type { Brand } from "./brand.ts";

export const Help = ({ help, words }: { help: Brand["help"]; words: Pick<Words["layout"], "help"> }) => {
  if (!help) return null;
  const text = help.text ?? words.help;
  return <p data-help>{help.url === undefined ? text : <a href={help.url}>{text}</a>}</p>;
};
