// The login page before a login: the form for the name and the PIN.

import { ButtonLine } from "../ui/components.tsx";
import { Field, Hidden, Reveal } from "../ui/field.tsx";
import { ForgottenPin } from "../ui/help.tsx";
import { ReturnToApplication } from "../ui/way-back.tsx";
import { CODE } from "./parameters.ts";
import { NoticeText, type Props, requestFields } from "./parts.tsx";

export const Start = ({ view, words: { login: words, me }, service, recovers, wanted, help }: Props<"start">) => {
  const { application } = view;
  const needsPin = application?.needsPin ?? false;
  const { start } = words;
  return (
    <>
      <NoticeText notice={view.notice} words={words.notices} />
      {/* A notice has the room of what people know by then, so that the button stays in sight. */}
      {view.notice === undefined && (
        <p class="lead">{application ? start.leadFor(application.name, service) : start.lead}</p>
      )}
      <form class="form" method="post" action="/login/begin" data-live>
        <Hidden
          fields={{ ...requestFields(application, wanted), ...(view.code === undefined ? {} : { [CODE]: view.code }) }}
        />
        <Field
          name="user"
          label={start.user}
          value={view.user}
          required
          maxlength={200}
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          autofocus={view.user === ""}
        />
        <Field
          name="pin"
          type="password"
          label={start.pin}
          hint={application && needsPin ? start.pinNeeded(application.name, service) : start.pinHint(service)}
          required={needsPin}
          autocomplete="current-password"
          autofocus={view.user !== ""}
        />
        <Reveal fields="pin" label={start.showPin} />
        <ButtonLine>{start.submit}</ButtonLine>
      </form>
      <ForgottenPin words={start} help={help} />
      {recovers && (
        <p>
          <a href="/me/recover">{me.recover.link}</a>
        </p>
      )}
      {application && (
        <ReturnToApplication answer={application.refusal} label={words.backTo(application.name)} kind="secondary" />
      )}
    </>
  );
};
