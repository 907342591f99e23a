// The login page before a login: the form for the name and the PIN.

import { ButtonLine } from "../ui/components.tsx";
import { Field, Hidden, Reveal } from "../ui/field.tsx";
import { ForgottenPin } from "../ui/help.tsx";
import type { Brand } from "../ui/page/brand.ts";
import { ReturnToApplication } from "../ui/way-back.tsx";
import { CODE } from "./parameters.ts";
import { type LoginWords, NoticeText, type Of, requestFields } from "./parts.tsx";

interface StartProps {
  readonly view: Of<"start">;
  readonly words: LoginWords;
  readonly service: string;
  /** The page of this service that the sign-in leads on to. */
  readonly wanted: string | undefined;
  readonly help: Brand["help"];
  /** The text of the link for people without their phone; undefined if they are not offered one. */
  readonly lost: string | undefined;
}

export const Start = ({ view, words, service, wanted, help, lost }: StartProps) => {
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
      {lost !== undefined && (
        <p>
          <a href="/me/recover">{lost}</a>
        </p>
      )}
      {application && (
        <ReturnToApplication answer={application.refusal} label={words.backTo(application.name)} kind="secondary" />
      )}
    </>
  );
};
