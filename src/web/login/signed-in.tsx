// The login page once somebody is signed in: just now, here already, or in another tab; and when
// the person has gone back without.

import { Button, Notice } from "../ui/components.tsx";
import { ReturnToApplication } from "../ui/way-back.tsx";
import type { Words } from "../words/words.ts";
import { AS_OTHER } from "./parameters.ts";
import type { LoginWords, Of } from "./parts.tsx";
import { loginAddress } from "./wanted-page.ts";

interface AcceptedProps {
  readonly view: Of<"accepted">;
  readonly words: LoginWords["accepted"];
  readonly service: string;
  readonly wanted: string | undefined;
}

export const Accepted = ({ view: { user, back: returnLink }, words, service, wanted }: AcceptedProps) => (
  <>
    <Notice kind="success">
      <p>{words.text(user)}</p>
    </Notice>
    {returnLink ? (
      <>
        <p>{words.going(returnLink.name)}</p>
        <ReturnToApplication answer={returnLink.answer} label={words.goOn} now />
      </>
    ) : wanted ? (
      <>
        <p>{words.going(words.me)}</p>
        <p class="actions">
          <Button href={wanted} data-return>
            {words.goOn}
          </Button>
        </p>
      </>
    ) : (
      <SignedInHere words={words} service={service} />
    )}
  </>
);

/** After a sign-in to the service itself: its session is for the applications to come. */
const SignedInHere = ({ words, service }: { words: LoginWords["accepted"]; service: string }) => (
  <>
    <p>{words.alone(service)}</p>
    <p class="actions">
      <Button href="/me">{words.me}</Button>
    </p>
    <form method="post" action="/oidc/logout">
      <p class="actions">
        <Button kind="secondary">{words.signOut}</Button>
      </p>
    </form>
  </>
);

interface HereProps {
  readonly user: string;
  readonly words: Words;
  readonly service: string;
  readonly wanted: string | undefined;
}

/** Unlike after a sign-in, nothing leads on by itself: the person has come here to sign in. */
export const Here = ({ user, words: { login, oidc }, service, wanted }: HereProps) => (
  <>
    <Notice kind="success">
      <p>{oidc.choose.text(user)}</p>
    </Notice>
    {wanted ? (
      <p class="actions">
        <Button href={wanted}>{login.accepted.goOn}</Button>
      </p>
    ) : (
      <SignedInHere words={login.accepted} service={service} />
    )}
    <p>
      <a href={loginAddress(wanted, { [AS_OTHER.name]: AS_OTHER.value })}>{oidc.choose.other}</a>
    </p>
  </>
);

export const Elsewhere = ({ user, words }: { user: string; words: LoginWords["accepted"] }) => (
  <>
    <Notice kind="success">
      <p>{words.elsewhere(user)}</p>
    </Notice>
    <p class="actions">
      <Button href="/me" kind="secondary">
        {words.me}
      </Button>
    </p>
  </>
);

export const Left = ({ view: { back: returnLink }, words }: { view: Of<"left">; words: LoginWords["left"] }) => (
  <>
    <Notice>
      <p>{words.text(returnLink.name)}</p>
    </Notice>
    <ReturnToApplication answer={returnLink.answer} label={words.goOn} now />
  </>
);
