// Shows a new code for a phone that has sent its key and never answered.

import type { ConsoleWords } from "../../words/words.ts";
import { Action } from "./action.tsx";
import { tokenPage } from "./token-view.ts";

/** A field of the form: its page has said that a phone has sent its key. */
export const KNOWS_OF_KEY = "key";

export const NewCode = ({ serial, words }: { readonly serial: string; readonly words: ConsoleWords["enrol"] }) => (
  <Action to={`${tokenPage(serial)}/code`} fields={{ [KNOWS_OF_KEY]: "sent" }}>
    {words.renew}
  </Action>
);
