// For a phone without network: a form, closed at first, for the digits that the app shows. The app
// then asks people to press "Enter code" below the QR code, so that is what it says here. Whoever
// has a day pass finds it open: those digits stand for the phone's.

import type { PropsWithChildren } from "hono/jsx";
import type { Words } from "../../words/words.ts";
import { ButtonLine } from "../components.tsx";
import { Field } from "../field.tsx";

type Props = PropsWithChildren<{
  readonly words: Words["login"]["waiting"];
  readonly action: string;
  readonly open: boolean;
  /** Whether a day pass may be typed in. */
  readonly pass?: boolean | undefined;
  /** Whether the page's script sends the form. */
  readonly live?: boolean;
}>;

/** `children`: hidden fields that name the login. */
export const DigitsForm = ({ words, action, open, pass = false, live, children }: Props) => (
  <details open={open || pass} data-pass={pass}>
    <summary>
      <strong>{words.enterCode}</strong> <span class="quiet">{pass ? words.pass.from : words.noNetwork}</span>
    </summary>
    <form class="form" method="post" action={action} data-live={live}>
      {children}
      <Field
        name="response"
        label={pass ? words.pass.label : words.response}
        hint={pass ? words.pass.hint : words.responseHint}
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={20}
        required
      />
      <ButtonLine kind={pass ? undefined : "secondary"}>{words.sendResponse}</ButtonLine>
    </form>
  </details>
);
