// A user's attributes (/user/attribute), reached from the user's page. Only changed fields are
// sent, so that two people who change different ones do not undo each other's work.

import { ATTRIBUTES, Field, type UserJson } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { sendForm } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { FormCard } from "../parts/action.tsx";
import { pageOfUser } from "../parts/user-view.ts";
import { findUser } from "../parts/whom.tsx";
import type { ConsoleWords } from "../words/words.ts";
import type { Attributes } from "./attribute-card.tsx";

const PATH = "/console/users/:realm/:name/attributes";

export function attributeRoutes(app: ConsoleApp): void {
  app.get(PATH, async (c) => {
    const user = await findUser(c);
    return form(c, user, user);
  });

  app.post(PATH, async (c) => {
    const person = await findUser(c);
    const { api } = c.var;
    const { username: user, realm } = person;
    const values = Object.fromEntries(ATTRIBUTES.map((key) => [key, c.var.form(key).trim()]));
    for (const key of ATTRIBUTES) {
      const value = values[key] ?? "";
      if (value === (person[key] ?? "")) continue;
      const reply =
        value === ""
          ? await api.call("DELETE /user/attribute/:key/:user/:realm", { key, user, realm })
          : await api.call("POST /user/attribute", { user, realm, key, value });
      if (!reply.ok) return form(c, person, values, reply);
    }
    return c.redirect(`${pageOfUser(person)}?done=attributes`, 303);
  });

  function form(c: ConsoleContext, user: UserJson, values: Attributes, reply?: ApiRefusal) {
    const back = pageOfUser(user);
    return sendForm(c, "users", reply, ({ attributes: words, confirm: { keep } }) => ({
      title: words.title(user.username),
      form: <AttributeForm words={words} values={values} back={back} keep={keep} />,
    }));
  }
}

interface FormProps {
  readonly words: ConsoleWords["attributes"];
  readonly values: Attributes;
  readonly back: string;
  readonly keep: string;
}

const AttributeForm = ({ words, values, back, keep }: FormProps) => (
  <FormCard action={`${back}/attributes`} lead={words.lead} send={words.go} leave={keep} to={back}>
    <Field name="name" label={words.name} value={values.name} autocomplete="off" />
    <Field name="email" label={words.email} value={values.email} autocomplete="off" />
    <Field name="groups" label={words.groups} hint={words.groupsHint} value={values.groups} autocomplete="off" />
    <Field
      name="external_id"
      label={words.external_id}
      hint={words.externalIdHint}
      value={values.external_id}
      autocomplete="off"
    />
  </FormCard>
);
