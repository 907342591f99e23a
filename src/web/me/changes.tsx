// The pages on which a person changes one thing: a phone, the PIN, or a sign-in that was not theirs.

import { hasPin } from "../../core/me/myself.ts";
import { isLastPhone, MAX_NAME_CHARACTERS } from "../../core/me/phones.ts";
import type { OwnAccount } from "../../core/ports/me.ts";
import { leastOf } from "../../core/token/pin.ts";
import type { TokenRecord } from "../../core/token.ts";
import { Breakable } from "../ui/breakable.tsx";
import { Button, Card, Notice } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import type { Page } from "../ui/page.tsx";
import { Reveal } from "../ui/reveal.tsx";
import { OwnForm } from "./own-form.tsx";
import { AskPhone, Back, type MeWords, phoneName, smallPage } from "./parts.tsx";

export interface PhoneView {
  readonly token: TokenRecord;
  readonly account: OwnAccount;
  readonly mayRemove: boolean;
  readonly refusal: string | undefined;
}

export const phonePage = (view: PhoneView, words: MeWords): Page => {
  const { token, refusal } = view;
  const path = `/me/phone/${encodeURIComponent(token.serial)}`;
  const said = words.phone;
  return smallPage(said.title, words, {
    refusal,
    children: (
      <>
        <p class="lead">{phoneName(token, words.phones)}</p>
        <OwnForm action={path}>
          <Field
            name="name"
            label={said.name}
            hint={said.nameHint}
            value={token.description}
            maxlength={MAX_NAME_CHARACTERS}
            autocomplete="off"
          />
          <p class="actions">
            <Button kind="secondary">{said.save}</Button>
            <Back words={words} />
          </p>
        </OwnForm>
      </>
    ),
    below: (
      <Card title={said.removeTitle}>
        {view.mayRemove ? <Remove view={view} words={words} /> : <p>{said.closed}</p>}
      </Card>
    ),
  });
};

const Remove = ({ view: { token, account }, words }: { view: PhoneView; words: MeWords }) => {
  const { phone } = words;
  const isLast = isLastPhone(account.tokens, token.serial);
  return (
    <>
      <p>{phone.removeText}</p>
      {isLast && (
        <Notice kind="warning">
          <p>{phone.last}</p>
        </Notice>
      )}
      {account.confirmedFor === "phones" ? (
        <OwnForm action={`/me/phone/${encodeURIComponent(token.serial)}/remove`}>
          {isLast && (
            <div class="field">
              <label>
                <input type="checkbox" name="last" value="yes" required /> {phone.lastBox}
              </label>
            </div>
          )}
          <p class="actions">
            <Button kind="danger">{phone.remove}</Button>
          </p>
        </OwnForm>
      ) : (
        <AskPhone act="remove" serial={token.serial} words={words} />
      )}
    </>
  );
};

export const addPage = (account: OwnAccount, refusal: string | undefined, words: MeWords): Page =>
  smallPage(words.add.title, words, {
    refusal,
    children:
      account.confirmedFor === "phones" ? (
        <OwnForm action="/me/add">
          <p>{words.add.text}</p>
          <p class="actions">
            <Button>{words.add.submit}</Button>
            <Back words={words} />
          </p>
        </OwnForm>
      ) : (
        <AskPhone act="add" words={words} />
      ),
  });

export interface PinView {
  readonly account: OwnAccount;
  readonly pinMinLength: number;
  readonly refusal: string | undefined;
  /** The fault of the PIN that was typed. */
  readonly fault: "short" | "differs" | undefined;
}

export const pinPage = ({ account, pinMinLength, refusal, fault }: PinView, words: MeWords): Page => {
  const least = leastOf(pinMinLength);
  const { pin } = words;
  const isConfirmed = account.confirmedFor === "pin";
  return smallPage(hasPin(account) ? pin.change : pin.choose, words, {
    refusal,
    children: isConfirmed ? (
      <OwnForm action="/me/pin">
        <p>{pin.note}</p>
        <Field
          name="pin"
          label={pin.label}
          hint={pin.hint(least)}
          error={fault === "short" ? pin.hint(least) : undefined}
          type="password"
          autocomplete="new-password"
          required
          autofocus
          minlength={least}
        />
        <Field
          name="repeat"
          label={pin.repeat}
          error={fault === "differs" ? pin.differs : undefined}
          type="password"
          autocomplete="new-password"
          required
          minlength={least}
        />
        <Reveal fields="pin repeat" label={pin.show} />
        <p class="actions">
          <Button>{pin.save}</Button>
          <Back words={words} />
        </p>
      </OwnForm>
    ) : (
      <AskPhone act="pin" words={words} />
    ),
  });
};

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
