// The login page once somebody is signed in: just now, here already, or in another tab; when the
// application asks for a choice of account; and when the person has gone back without.

import { WHOSE } from "../form.ts";
import { ButtonLine, Notice } from "../ui/components.tsx";
import { Hidden } from "../ui/field.tsx";
import { ReturnToApplication } from "../ui/way-back.tsx";
import type { Words } from "../words/words.ts";
import { AS_OTHER } from "./parameters.ts";
import { requestFields, type ViewProps } from "./parts.tsx";
import { loginAddress } from "./wanted-page.ts";

export const Accepted = ({ view, words: { login }, service, wanted }: ViewProps<"accepted">) => {
  const { user, byPass, back: returnLink } = view;
  const words = login.accepted;
  return (
    <>
      <Notice kind="success" text={byPass ? words.byPass(user) : words.text(user)} />
      {returnLink ? (
        <>
          <p>{words.going(returnLink.name)}</p>
          <ReturnToApplication answer={returnLink.answer} label={words.goOn} now />
        </>
      ) : wanted ? (
        <>
          <p>{words.going(words.me)}</p>
          <ButtonLine href={wanted} data-return>
            {words.goOn}
          </ButtonLine>
        </>
      ) : (
        <SignedInHere words={words} service={service} />
      )}
    </>
  );
};

/** After a sign-in to the service itself: its session is for the applications to come. */
const SignedInHere = ({ words, service }: { words: Words["login"]["accepted"]; service: string }) => (
  <>
    <p>{words.alone(service)}</p>
    <ButtonLine href="/me">{words.me}</ButtonLine>
    <form method="post" action="/oidc/logout">
      <ButtonLine kind="secondary">{words.signOut}</ButtonLine>
    </form>
  </>
);

/** Unlike after a sign-in, nothing leads on by itself: the person has come here to sign in. */
export const Here = ({ view: { user }, words: { login }, service, wanted }: ViewProps<"here">) => (
  <>
    <Notice kind="success" text={login.choose.text(user)} />
    {wanted ? (
      <ButtonLine href={wanted}>{login.accepted.goOn}</ButtonLine>
    ) : (
      <SignedInHere words={login.accepted} service={service} />
    )}
    <p>
      <a href={loginAddress(wanted, { [AS_OTHER.name]: AS_OTHER.value })}>{login.choose.other}</a>
    </p>
  </>
);

export const Elsewhere = ({
  view: { user },
  words: {
    login: { accepted: words },
  },
}: ViewProps<"elsewhere">) => (
  <>
    <Notice kind="success" text={words.elsewhere(user)} />
    <ButtonLine href="/me" kind="secondary">
      {words.me}
    </ButtonLine>
  </>
);

export const Left = ({
  view: { back: returnLink },
  words: {
    login: { left: words },
  },
}: ViewProps<"left">) => (
  <>
    <Notice text={words.text(returnLink.name)} />
    <ReturnToApplication answer={returnLink.answer} label={words.goOn} now />
  </>
);

/** prompt=select_account: the person goes on as the one who is signed in here, or as another. */
export const Choose = ({ view: { user, whose, application }, words: { login } }: ViewProps<"choose">) => (
  <>
    <p class="lead">{login.choose.text(user)}</p>
    <form class="form" method="post" action="/oidc/account">
      <Hidden fields={{ ...requestFields(application), account: "this", [WHOSE]: whose }} />
      <ButtonLine>{login.choose.goOn(user)}</ButtonLine>
    </form>
    <form class="form" method="post" action="/oidc/account">
      <Hidden fields={{ ...requestFields(application), account: "other" }} />
      <ButtonLine kind="secondary">{login.choose.other}</ButtonLine>
    </form>
    <ReturnToApplication answer={application.refusal} label={login.backTo(application.name)} kind="secondary" />
  </>
);
