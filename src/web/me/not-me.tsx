// The pages about a sign-in that was not the person's, about the end of this session, and about a page that was another person's.

import type { TokenRecord } from "../../core/token.ts";
import { Breakable } from "../ui/breakable.tsx";
import { Button, Card, Notice } from "../ui/components.tsx";
import type { Page } from "../ui/page.tsx";
import { OwnForm } from "./own-form.tsx";
import { Back, type MeWords, phoneName, smallPage } from "./parts.tsx";

export const notMePage = (token: TokenRecord, words: MeWords): Page =>
  smallPage(words.notMe.title, words, {
    children: (
      <OwnForm action={`/me/not-me/${encodeURIComponent(token.serial)}`}>
        <p>{words.notMe.text(phoneName(token, words.phones))}</p>
        <p class="actions">
          <Button kind="danger">{words.notMe.submit}</Button>
          <Back words={words} />
        </p>
      </OwnForm>
    ),
  });

/** Instead of what the form of another person's page asks for. */
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
          <Back words={words} />
        </p>
      </>
    ),
  });

/** The last page of a session that the change has ended. */
export const endPage = (kind: "notMe" | "removed", words: MeWords): Page => {
  const { notMe, removed } = words;
  const [title, text] = kind === "notMe" ? [notMe.doneTitle, notMe.doneText] : [removed.title, removed.text];
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
