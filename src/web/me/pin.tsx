// The page on which a person chooses a PIN.

import { hasPin } from "../../core/me/myself.ts";
import type { OwnAccount } from "../../core/ports/people/me.ts";
import { leastOf } from "../../core/token/pin.ts";
import { NewPin } from "../ui/field.tsx";
import type { Page } from "../ui/page/page.tsx";
import { OwnForm } from "./own-form.tsx";
import { AskPhone, type MeWords, SubmitOrBack, smallPage } from "./parts.tsx";

export interface PinView {
  readonly account: OwnAccount;
  readonly pinMinLength: number;
  readonly refusal: string | undefined;
  /** The fault of the PIN that was typed. */
  readonly fault: "short" | "differs" | undefined;
}

export const pinPage = ({ account, pinMinLength, refusal, fault }: PinView, words: MeWords): Page => {
  const { pin } = words;
  const isConfirmed = account.confirmedFor === "pin";
  return smallPage(hasPin(account) ? pin.change : pin.choose, words, {
    refusal,
    children: isConfirmed ? (
      <OwnForm action="/me/pin">
        <p>{pin.note}</p>
        <NewPin words={pin} least={leastOf(pinMinLength)} fault={fault} />
        <SubmitOrBack label={pin.save} words={words} />
      </OwnForm>
    ) : (
      <AskPhone act="pin" words={words} />
    ),
  });
};
