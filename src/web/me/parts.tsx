// Parts that the pages of a person's own account share.

import type { Child, PropsWithChildren } from "hono/jsx";
import type { OwnSignIn } from "../../core/ports/people/me.ts";
import type { TokenRecord } from "../../core/token.ts";
import { Button, Notice } from "../ui/components.tsx";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import type { OwnWords } from "../words/words.ts";
import { OwnForm } from "./own-form.tsx";

export type MeWords = OwnWords["me"];

export type RefusedKey = Exclude<keyof MeWords["refused"], "title" | "name" | "unseen">;

/** The name that the person gave the phone, or else its serial. */
export const phoneName = (
  { description, serial }: Pick<TokenRecord, "description" | "serial">,
  words: MeWords["phones"],
): string => description || words.unnamed(serial);

export const phoneNameOf = (tokens: readonly TokenRecord[], serial: string, words: MeWords["phones"]): string => {
  const token = tokens.find((own) => own.serial === serial);
  return token ? phoneName(token, words) : serial;
};

export const signInSaid = ({ event, application }: OwnSignIn, words: MeWords["signIns"]): string => {
  if (application === null) return words.events[event] ?? event;
  return event === "LOGIN_SUCCESS" ? words.signedInTo(application) : words.to(application);
};

export const RefusalText = ({ words, text }: { words: MeWords; text: string | undefined }) =>
  text === undefined ? null : <Notice kind="danger" title={words.refused.title} text={text} />;

/** The way back to the overview, next to a page's other buttons. */
export const BackToOverview = ({ words }: { words: MeWords }) => (
  <Button href="/me" kind="secondary">
    {words.back}
  </Button>
);

/** The button of a form, and next to it the way back to the overview. */
export const SubmitOrBack = ({
  label,
  kind,
  words,
}: {
  label: string;
  kind?: "secondary" | "danger";
  words: MeWords;
}) => (
  <p class="actions">
    <Button kind={kind}>{label}</Button>
    <BackToOverview words={words} />
  </p>
);

/** A page one step from the overview. `below`: cards of their own. */
export const smallPage = (
  title: string,
  words: MeWords,
  { children, refusal, below }: PropsWithChildren<{ refusal?: string | undefined; below?: Child }>,
): Page =>
  screen(
    title,
    <>
      <RefusalText words={words} text={refusal} />
      {children}
    </>,
    { script: "page.js", below },
  );

/** For a person who has signed in with a day pass. */
export const readOnlyPage = (words: MeWords): Page =>
  smallPage(words.title, words, {
    refusal: words.refused.byPass,
    children: (
      <p class="actions">
        <BackToOverview words={words} />
      </p>
    ),
  });

/** The button that leads to the QR code, for a change that no phone has confirmed yet. */
export const AskPhone = ({ act, serial, words }: { act: string; serial?: string; words: MeWords }) => (
  <OwnForm action="/me/confirm">
    <input type="hidden" name="act" value={act} />
    {serial !== undefined && <input type="hidden" name="serial" value={serial} />}
    <p>{words.confirm.text}</p>
    <p class="actions">
      <Button>{words.confirm.start}</Button>
      {serial === undefined && <BackToOverview words={words} />}
    </p>
  </OwnForm>
);
