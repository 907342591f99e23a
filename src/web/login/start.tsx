// The login page before a login: the form for the name and the PIN.

import { ButtonLine } from "../ui/components.tsx";
import { Hidden, PinField, UserNameField } from "../ui/field.tsx";
import { ForgottenPin } from "../ui/help.tsx";
import { ReturnToApplication } from "../ui/way-back.tsx";
import { CODE } from "./parameters.ts";
import { NoticeText, requestFields, type ViewProps } from "./parts.tsx";

export const Start = ({ view, words: { login: words }, service, recovers, wanted, help }: ViewProps<"start">) => {
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
        <UserNameField label={start.user} value={view.user} autofocus={view.user === ""} />
        <PinField
          label={start.pin}
          show={start.showPin}
          hint={application && needsPin ? start.pinNeeded(application.name, service) : start.pinHint(service)}
          required={needsPin}
          autofocus={view.user !== ""}
        />
        <ButtonLine>{start.submit}</ButtonLine>
      </form>
      <ForgottenPin words={start} help={help} />
      {recovers && (
        <p>
          <a href="/me/recover">{start.recover}</a>
        </p>
      )}
      {application && (
        <ReturnToApplication answer={application.refusal} label={words.backTo(application.name)} kind="secondary" />
      )}
    </>
  );
};
