// Recovery codes: the page that makes and shows them, and the one where a person uses one.

import { hasPin } from "../../core/me/myself.ts";
import type { OwnAccount } from "../../core/ports/people/me.ts";
import { Breakable } from "../ui/breakable.tsx";
import { Button, Card, Notice } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import { ForgottenPin } from "../ui/forgotten-pin.tsx";
import type { Brand } from "../ui/page/brand.ts";
import type { Page } from "../ui/page/page.tsx";
import { Reveal } from "../ui/reveal.tsx";
import type { Words } from "../words/words.ts";
import { OwnForm } from "./own-form.tsx";
import { AskPhone, BackToOverview, type MeWords, RefusalText, smallPage } from "./parts.tsx";

export const codesPage = (account: OwnAccount, refusal: string | undefined, words: MeWords): Page => {
  const { recovery } = words;
  const left = account.recoveryCodesLeft ?? 0;
  return smallPage(recovery.title, words, {
    refusal,
    children: (
      <>
        <p>{recovery.text}</p>
        <p>{left > 0 ? recovery.left(left) : recovery.none}</p>
        {!hasPin(account) && (
          <>
            <Notice kind="warning">
              <p>{recovery.needsPin}</p>
            </Notice>
            <p class="actions">
              <BackToOverview words={words} />
            </p>
          </>
        )}
        {hasPin(account) &&
          (account.confirmedFor === "recovery" ? (
            <OwnForm action="/me/recovery">
              {left > 0 && <p>{recovery.replaces}</p>}
              <p class="actions">
                <Button>{recovery.make}</Button>
                <BackToOverview words={words} />
              </p>
            </OwnForm>
          ) : (
            <AskPhone act="recovery" words={words} />
          ))}
      </>
    ),
  });
};

/** The only page that ever shows the codes. */
export const madeCodesPage = (codes: readonly string[], user: string, service: string, words: MeWords): Page =>
  smallPage(words.recovery.madeTitle, words, {
    children: (
      <>
        <Notice kind="warning">
          <p>{words.recovery.made}</p>
        </Notice>
        <p>
          <Breakable text={words.recovery.sheet(user, service)} />
        </p>
        <ol data-codes>
          {codes.map((code) => (
            <li>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p class="actions">
          <BackToOverview words={words} />
        </p>
      </>
    ),
  });

export const recoverPage = (
  user: string,
  refusal: string | undefined,
  { me: words, login }: Words,
  help: Brand["help"],
): Page => {
  const { recover } = words;
  return {
    title: recover.title,
    script: "page.js",
    main: (
      <div class="narrow">
        <Card title={recover.title} level={1}>
          <RefusalText words={words} text={refusal} />
          <p class="lead">{recover.text}</p>
          <Notice kind="warning">
            <p>{recover.dies}</p>
          </Notice>
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
        </Card>
      </div>
    ),
  };
};
