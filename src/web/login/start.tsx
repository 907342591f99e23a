// The login page before a login: the form for the name and the PIN.

import { Button } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import { Hidden, type LoginWords, type Of, returnFields, Said } from "./parts.tsx";

export const Start = ({ view, words, service }: { view: Of<"start">; words: LoginWords; service: string }) => (
  <>
    <Said notice={view.notice} words={words.notices} />
    <p class="lead">
      {view.returnTo ? words.start.leadTo(new URL(view.returnTo.url).host, service) : words.start.lead}
    </p>
    <form class="form" method="post" action="/login/begin" data-live>
      <Hidden fields={returnFields(view.returnTo)} />
      <Field
        name="user"
        label={words.start.user}
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
        label={words.start.pin}
        hint={words.start.pinHint(service)}
        autocomplete="current-password"
      />
      <p class="actions">
        <Button>{words.start.submit}</Button>
      </p>
    </form>
  </>
);
