// The pages on which a person changes one phone, or adds another.

import { isLastPhone } from "../../core/me/phones.ts";
import type { OwnAccount } from "../../core/ports/people/me.ts";
import { MAX_NAME_CHARACTERS } from "../../core/token/description.ts";
import { isUnproven, type TokenRecord } from "../../core/token.ts";
import { ButtonLine, Card, Notice } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import type { Page } from "../ui/page/page.tsx";
import { OwnForm } from "./own-form.tsx";
import { AskPhone, type MeWords, phoneName, SubmitOrBack, smallPage } from "./parts.tsx";

export interface PhoneView {
  readonly token: TokenRecord;
  readonly account: OwnAccount;
  readonly mayRemove: boolean;
  readonly mayAdd: boolean;
  readonly refusal: string | undefined;
}

export const phonePage = (view: PhoneView, words: MeWords): Page => {
  const { token, refusal } = view;
  const path = `/me/phone/${encodeURIComponent(token.serial)}`;
  const { phone } = words;
  return smallPage(phone.title, words, {
    refusal,
    children: (
      <>
        <p class="lead">{phoneName(token, words.phones)}</p>
        <OwnForm action={path}>
          <Field
            name="name"
            label={phone.name}
            hint={phone.nameHint}
            value={token.description}
            maxlength={MAX_NAME_CHARACTERS}
            autocomplete="off"
          />
          <SubmitOrBack label={phone.save} kind="secondary" words={words} />
        </OwnForm>
      </>
    ),
    below: (
      <>
        {isUnproven(token) && view.mayAdd && <NewCode view={view} words={words} />}
        <Card title={phone.removeTitle}>
          {view.mayRemove ? <Remove view={view} words={words} /> : <p>{phone.closed}</p>}
        </Card>
      </>
    ),
  });
};

/** The phone may not have heard that its key was taken, and then it cannot be repaired. */
const NewCode = ({ view: { token, account }, words }: { view: PhoneView; words: MeWords }) => (
  <Card title={words.phones.unproven}>
    <p>{words.phone.unprovenText}</p>
    {account.confirmedFor === "phones" ? (
      <OwnForm action={`/me/phone/${encodeURIComponent(token.serial)}/code`}>
        <ButtonLine kind="secondary">{words.phone.newCode}</ButtonLine>
      </OwnForm>
    ) : (
      <AskPhone act="add" serial={token.serial} words={words} />
    )}
  </Card>
);

const Remove = ({ view: { token, account }, words }: { view: PhoneView; words: MeWords }) => {
  const { phone } = words;
  const isLast = isLastPhone(account.tokens, token.serial);
  return (
    <>
      <p>{phone.removeText}</p>
      {isLast && <Notice kind="warning" text={phone.last} />}
      {account.confirmedFor === "phones" ? (
        <OwnForm action={`/me/phone/${encodeURIComponent(token.serial)}/remove`}>
          {isLast && (
            <div class="field">
              <label>
                <input type="checkbox" name="last" value="yes" required /> {phone.lastBox}
              </label>
            </div>
          )}
          <ButtonLine kind="danger">{phone.remove}</ButtonLine>
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
          <SubmitOrBack label={words.add.submit} words={words} />
        </OwnForm>
      ) : (
        <AskPhone act="add" words={words} />
      ),
  });
