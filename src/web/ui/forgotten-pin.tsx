// The way out for people who have forgotten their PIN: nobody but the help desk can give a new one.

import type { Words } from "../words/words.ts";
import type { Brand } from "./page/brand.ts";

interface Props {
  readonly words: Pick<Words["login"]["start"], "forgotPin" | "askForPin">;
  readonly help: Brand["help"];
}

export const ForgottenPin = ({ words, help }: Props) => (
  <p>
    {words.forgotPin} {help?.url === undefined ? words.askForPin : <a href={help.url}>{words.askForPin}</a>}
  </p>
);
