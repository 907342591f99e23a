// Shows a new code for a phone that has sent its key and never answered.

import { KNOWS_OF_KEY } from "../../../src/for-console.ts";
import { Action } from "../parts/action.tsx";
import { tokenPage } from "../parts/token-view.ts";
import type { ConsoleWords } from "../words/words.ts";

export const NewCode = ({ serial, words }: { readonly serial: string; readonly words: ConsoleWords["enrol"] }) => (
  <Action to={`${tokenPage(serial)}/code`} fields={{ [KNOWS_OF_KEY]: "sent" }}>
    {words.renew}
  </Action>
);
