// For a phone without network: a form, closed at first, for the digits that the app shows. The app
// then asks people to press "Enter code" below the QR code, so that is what it says here.

import type { PropsWithChildren } from "hono/jsx";
import type { Words } from "../../words/words.ts";
import { ButtonLine } from "../components.tsx";
import { Field } from "../field.tsx";

type Props = PropsWithChildren<{
  readonly words: Words["login"]["waiting"];
  readonly action: string;
  readonly open: boolean;
  /** Whether the page's script sends the form. */
  readonly live?: boolean;
}>;

/** `children`: hidden fields that name the login. */
export const DigitsForm = ({ words, action, open, live, children }: Props) => (
  <details open={open}>
    <summary>
      <strong>{words.enterCode}</strong> <span class="quiet">{words.noNetwork}</span>
    </summary>
    <form class="form" method="post" action={action} data-live={live}>
      {children}
      <Field
        name="response"
        label={words.response}
        hint={words.responseHint}
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={20}
        required
      />
      <ButtonLine kind="secondary">{words.sendResponse}</ButtonLine>
    </form>
  </details>
);
