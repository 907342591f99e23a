// The last page of a session, and the page for another person's form.

import { ButtonLine, Notice } from "../ui/components.tsx";
import { HelpDesk } from "../ui/help.tsx";
import type { Brand } from "../ui/page/brand.ts";
import type { Page } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import { Breakable } from "../ui/text.tsx";
import { BackToOverview, type MeWords, smallPage } from "./parts.tsx";

/** Shown instead of doing what a form on another person's page asks for. */
export const otherPersonPage = (user: string, words: MeWords): Page =>
  smallPage(words.otherPerson.title, words, {
    children: (
      <>
        <Notice kind="warning" text={<Breakable text={words.otherPerson.text(user)} />} />
        <p class="actions">
          <BackToOverview words={words} />
        </p>
      </>
    ),
  });

/** The last page of a session that the change has ended. */
export const endPage = (kind: "notMe" | "signedOut" | "removed", words: MeWords, help?: Brand["help"]): Page => {
  const { notMe, removed } = words;
  const { title, text } = {
    notMe: { title: notMe.doneTitle, text: notMe.doneText },
    signedOut: { title: notMe.signedOutTitle, text: notMe.signedOutText },
    removed,
  }[kind];
  return screen(
    title,
    <>
      <Notice kind="success" text={text} />
      {kind !== "removed" && (
        <>
          <p>{notMe.helpDesk}</p>
          <HelpDesk help={help} label={notMe.tell} />
        </>
      )}
      <ButtonLine href="/login" kind="secondary">
        {removed.signIn}
      </ButtonLine>
    </>,
  );
};
