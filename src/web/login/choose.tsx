// prompt=select_account: the person goes on as the one who is signed in here, or as another.

import { WHOSE } from "../form.ts";
import { ButtonLine } from "../ui/components.tsx";
import { Hidden } from "../ui/field.tsx";
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
      <ButtonLine>{oidc.choose.goOn(user)}</ButtonLine>
    </form>
    <form class="form" method="post" action="/oidc/account">
      <Hidden fields={{ ...requestFields(application), account: "other" }} />
      <ButtonLine kind="secondary">{oidc.choose.other}</ButtonLine>
    </form>
    <ReturnToApplication answer={application.refusal} label={login.backTo(application.name)} kind="secondary" />
  </>
);
