// prompt=select_account: the person goes on as the one who is signed in here, or as another.

import { WHOSE } from "../form.ts";
import { Button } from "../ui/components.tsx";
import { Hidden } from "../ui/hidden.tsx";
import { ReturnToApplication } from "../ui/way-back.tsx";
import type { Words } from "../words/words.ts";
import { type Of, requestFields } from "./parts.tsx";

interface ChooseProps {
  readonly view: Of<"choose">;
  readonly words: Words;
}

export const Choose = ({ view: { user, whose, application }, words: { oidc, login } }: ChooseProps) => (
  <>
    <p class="lead">{oidc.choose.text(user)}</p>
    <form class="form" method="post" action="/oidc/account">
      <Hidden fields={{ ...requestFields(application), account: "this", [WHOSE]: whose }} />
      <p class="actions">
        <Button>{oidc.choose.goOn(user)}</Button>
      </p>
    </form>
    <form class="form" method="post" action="/oidc/account">
      <Hidden fields={{ ...requestFields(application), account: "other" }} />
      <p class="actions">
        <Button kind="secondary">{oidc.choose.other}</Button>
      </p>
    </form>
    <ReturnToApplication answer={application.refusal} label={login.backTo(application.name)} kind="secondary" />
  </>
);
