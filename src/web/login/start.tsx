// The login page before a login: the form for the name and the PIN.

import { WayBack } from "../oidc/way-back.tsx";
import { Button } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import { Hidden, type LoginWords, type Of, requestFields, Said } from "./parts.tsx";

export const Start = ({ view, words, service }: { view: Of<"start">; words: LoginWords; service: string }) => {
  const { application } = view;
  const needsPin = application?.needsPin ?? false;
  const { start } = words;
  return (
    <>
      <Said notice={view.notice} words={words.notices} />
      <p class="lead">{application ? start.leadFor(application.name, service) : start.lead}</p>
      <form class="form" method="post" action="/login/begin" data-live>
        <Hidden fields={requestFields(application)} />
        <Field
          name="user"
          label={start.user}
          value={view.user}
          required
          maxlength={200}
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
        />
        <Field
          name="pin"
          type="password"
          label={start.pin}
          hint={application && needsPin ? start.pinNeeded(application.name, service) : start.pinHint(service)}
          required={needsPin}
          autocomplete="current-password"
        />
        <p class="actions">
          <Button>{start.submit}</Button>
        </p>
      </form>
      {application && <WayBack answer={application.refusal} label={words.backTo(application.name)} kind="secondary" />}
    </>
  );
};
