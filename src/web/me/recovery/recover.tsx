// The page on which a person without the phone uses a recovery code.

import { Button, Notice } from "../../ui/components.tsx";
import { Field, Reveal } from "../../ui/field.tsx";
import { ForgottenPin } from "../../ui/help.tsx";
import type { Brand } from "../../ui/page/brand.ts";
import type { Page } from "../../ui/page/page.tsx";
import type { Words } from "../../words/words.ts";
import { smallPage } from "../parts.tsx";

export const recoverPage = (
  user: string,
  refusal: string | undefined,
  { me: words, login }: Words,
  help: Brand["help"],
): Page => {
  const { recover } = words;
  return smallPage(recover.title, words, {
    refusal,
    children: (
      <>
        <p class="lead">{recover.text}</p>
        <Notice kind="warning" text={recover.dies} />
        <form class="form" method="post" action="/me/recover">
          <Field
            name="user"
            label={recover.user}
            value={user}
            required
            maxlength={200}
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
          />
          <Field name="pin" label={recover.pin} type="password" required autocomplete="current-password" />
          <Reveal fields="pin" label={words.pin.show} />
          <Field
            name="code"
            label={recover.code}
            hint={recover.codeHint}
            required
            maxlength={60}
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
          />
          <p class="actions">
            <Button>{recover.submit}</Button>
            <Button href="/login" kind="secondary">
              {recover.back}
            </Button>
          </p>
        </form>
        <ForgottenPin words={login.start} help={help} />
      </>
    ),
  });
};
