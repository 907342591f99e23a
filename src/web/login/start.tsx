// The login page before a login: the form for the name and the PIN.

import { ButtonLine, Notice } from "../ui/components.tsx";
import { Hidden, PinField, UserNameField } from "../ui/field.tsx";
import { ForgottenPin } from "../ui/help.tsx";
import { ReturnToApplication } from "../ui/way-back.tsx";
import type { Words } from "../words/words.ts";
import { CODE } from "./parameters.ts";
import { NoticeText, requestFields, type ViewProps } from "./parts.tsx";
import type { Application } from "./view.ts";

export const Start = ({ view, words: { login: words }, service, recovers, wanted, help }: ViewProps<"start">) => {
  const { application } = view;
  const { needsPin = false, person } = application ?? {};
  const asksPin = !person || needsPin;
  const atOnce = asksPin || view.notice !== undefined ? {} : { "data-at-once": true };
  const { start } = words;
  return (
    <>
      <NoticeText notice={view.notice} words={words.notices} />
      {/* A notice has the room of what people know by then, so that the button stays in sight. */}
      {view.notice === undefined && <p class="lead">{leadOf(words, application, service)}</p>}
      {person && <Notice kind="warning" text={words.waiting.onlyAfterPassword} />}
      <form class="form" method="post" action="/login/begin" data-live {...atOnce}>
        <Hidden
          fields={{ ...requestFields(application, wanted), ...(view.code === undefined ? {} : { [CODE]: view.code }) }}
        />
        {!person && <UserNameField label={start.user} value={view.user} autofocus={view.user === ""} />}
        {asksPin && (
          <PinField
            label={start.pin}
            show={start.showPin}
            hint={application && needsPin ? start.pinNeeded(application.name, service) : start.pinHint(service)}
            required={needsPin}
            autofocus={view.user !== "" || person !== undefined}
          />
        )}
        <ButtonLine>{start.submit}</ButtonLine>
      </form>
      {asksPin && <ForgottenPin words={start} help={help} />}
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

function leadOf({ start }: Words["login"], application: Application | undefined, service: string): string {
  if (!application) return start.lead;
  const { name, person } = application;
  return person ? start.leadAs(name, person.user) : start.leadFor(name, service);
}
