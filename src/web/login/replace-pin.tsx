// After a sign-in with a PIN that the help desk has read out: the person chooses one that nobody
// else knows, and then goes on to where the sign-in leads.

import { WHOSE } from "../form.ts";
import { ButtonLine, Notice } from "../ui/components.tsx";
import { Hidden, NewPin } from "../ui/field.tsx";
import { requestFields, type ViewProps } from "./parts.tsx";

export const ReplacePin = ({ view, words: { login }, wanted }: ViewProps<"new-pin">) => {
  const { whose, application, least, fault } = view;
  return (
    <>
      {fault === "same" && <Notice kind="danger" text={login.newPin.same} />}
      <p class="lead">{login.newPin.text}</p>
      <form class="form" method="post" action="/login/pin" data-live>
        <Hidden fields={{ ...requestFields(application, wanted), [WHOSE]: whose }} />
        <NewPin words={login.newPin} least={least} fault={fault === "same" ? undefined : fault} />
        <ButtonLine>{login.newPin.save}</ButtonLine>
      </form>
    </>
  );
};
