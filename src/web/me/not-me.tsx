// The pages after a sign-in by someone else, at a session's end, and for another person's form.

import type { TokenRecord } from "../../core/token.ts";
import { Breakable } from "../ui/breakable.tsx";
import { Button, Card, Notice } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import type { Page } from "../ui/page/page.tsx";
import { Reveal } from "../ui/reveal.tsx";
import { OwnForm } from "./own-form.tsx";
import { BackToOverview, type MeWords, phoneName, smallPage } from "./parts.tsx";

interface NotMe {
  readonly token: TokenRecord;
  readonly asksPin: boolean;
  readonly refusal: string | undefined;
}

export const notMePage = ({ token, asksPin, refusal }: NotMe, words: MeWords): Page => {
  const { notMe, pin } = words;
  const action = `/me/not-me/${encodeURIComponent(token.serial)}`;
  return smallPage(notMe.title, words, {
    refusal,
    children: (
      <OwnForm action={`${action}/sign-out`}>
        <p>{notMe.signOutText}</p>
        <p class="actions">
          <Button kind="danger">{notMe.signOut}</Button>
          <BackToOverview words={words} />
        </p>
      </OwnForm>
    ),
    below: (
      <Card title={notMe.phoneTitle}>
        <OwnForm action={action}>
          <p>{notMe.text(phoneName(token, words.phones))}</p>
          {asksPin && (
            <>
              <Field name="pin" label={notMe.pin} type="password" required autocomplete="current-password" />
              <Reveal fields="pin" label={pin.show} />
            </>
          )}
          <p class="actions">
            <Button kind="danger">{notMe.submit}</Button>
          </p>
        </OwnForm>
      </Card>
    ),
  });
};

/** Shown instead of doing what a form on another person's page asks for. */
export const otherPersonPage = (user: string, words: MeWords): Page =>
  smallPage(words.otherPerson.title, words, {
    children: (
      <>
        <Notice kind="warning">
          <p>
            <Breakable text={words.otherPerson.text(user)} />
          </p>
        </Notice>
        <p class="actions">
          <BackToOverview words={words} />
        </p>
      </>
    ),
  });

/** The last page of a session that the change has ended. */
export const endPage = (kind: "notMe" | "signedOut" | "removed", words: MeWords): Page => {
  const { notMe, removed } = words;
  const [title, text] = {
    notMe: [notMe.doneTitle, notMe.doneText],
    signedOut: [notMe.signedOutTitle, notMe.signedOutText],
    removed: [removed.title, removed.text],
  }[kind] as [string, string];
  return {
    title,
    main: (
      <div class="narrow">
        <Card title={title} level={1}>
          <Notice kind="success">
            <p>{text}</p>
          </Notice>
          <p class="actions">
            <Button href="/login" kind="secondary">
              {removed.signIn}
            </Button>
          </p>
        </Card>
      </div>
    ),
  };
};
