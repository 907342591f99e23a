// The page about a sign-in by someone else.

import type { OwnSignIn } from "../../core/ports/people/me.ts";
import type { TokenRecord } from "../../core/token.ts";
import { ButtonLine, Card } from "../ui/components.tsx";
import { PinField } from "../ui/field.tsx";
import type { Page } from "../ui/page/page.tsx";
import { Breakable, Time } from "../ui/text.tsx";
import { OwnForm } from "./own-form.tsx";
import { notMePath } from "./own-pages.ts";
import { type MeWords, phoneName, SubmitOrBack, signInSaid, smallPage } from "./parts.tsx";

interface NotMe {
  readonly token: TokenRecord;
  /** Undefined if it is too old to be listed. */
  readonly about: OwnSignIn | undefined;
  /** False if no phone has confirmed it, so that none can be in wrong hands. */
  readonly byPhone: boolean;
  readonly asksPin: boolean;
  readonly refusal: string | undefined;
}

export const notMePage = (view: NotMe, words: MeWords): Page => {
  const { token, about, byPhone, refusal } = view;
  const { notMe } = words;
  return smallPage(notMe.title, words, {
    refusal,
    children: (
      <>
        {about ? <About signIn={about} words={words} /> : <p class="lead">{notMe.unnamed}</p>}
        <OwnForm action={notMePath(token.serial, about, "/sign-out")}>
          <p>{notMe.signOutText}</p>
          <SubmitOrBack label={notMe.signOut} kind="danger" words={words} />
        </OwnForm>
      </>
    ),
    below: byPhone && <OutOfUse {...view} words={words} />,
  });
};

const About = ({ signIn, words }: { signIn: OwnSignIn; words: MeWords }) => (
  <p class="lead">
    <Breakable text={signIn.application ?? signInSaid(signIn, words.signIns)} />, <Time at={signIn.atMs} form="near" />
    {signIn.client !== "unknown" && <Breakable text={words.notMe.from(signIn.client)} />}. {words.notMe.question}
  </p>
);

const OutOfUse = ({ token, about, asksPin, words }: NotMe & { words: MeWords }) => (
  <Card title={words.notMe.phoneTitle}>
    <OwnForm action={notMePath(token.serial, about)}>
      <p>{words.notMe.text(phoneName(token, words.phones))}</p>
      {asksPin && <PinField label={words.notMe.pin} show={words.pin.show} />}
      <ButtonLine kind="danger">{words.notMe.submit}</ButtonLine>
    </OwnForm>
  </Card>
);
