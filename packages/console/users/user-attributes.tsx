// A user's attributes (/user/attribute), reached from the user's page. Only changed fields are
// sent, so that two people who change different ones do not undo each other's work.

import type { Context } from "hono";
import { ATTRIBUTES, Card, Field, Hono, type UserJson } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { isPastForm, sendForm, sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import { SendOrLeave } from "../parts/action.tsx";
import type { Attributes } from "../parts/attribute-card.tsx";
import { pageOfUser } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { findUser } from "./user.tsx";

const PATH = "/console/users/:realm/:name/attributes";

export function attributeRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(PATH, async (c) => {
    const user = await findUser(c, send);
    return user instanceof Response ? user : form(c, user, user);
  });

  app.post(PATH, async (c) => {
    const found = await findUser(c, send);
    if (found instanceof Response) return found;
    const { api } = c.var;
    const { username: user, realm } = found;
    const given = Object.fromEntries(ATTRIBUTES.map((key) => [key, c.var.form(key).trim()]));
    for (const key of ATTRIBUTES) {
      const value = given[key] ?? "";
      if (value === (found[key] ?? "")) continue;
      const reply =
        value === ""
          ? await api.call("DELETE /user/attribute/:key/:user/:realm", { key, user, realm })
          : await api.call("POST /user/attribute", { user, realm, key, value });
      if (!reply.ok) return isPastForm(reply) ? sendRefused(c, send, "users", reply) : form(c, found, given, reply);
    }
    return c.redirect(`${pageOfUser(found)}?done=attributes`, 303);
  });

  return app;

  function form(c: Context<ConsoleEnv>, user: UserJson, values: Attributes, reply?: ApiRefusal) {
    const back = pageOfUser(user);
    return sendForm(c, send, "users", reply, ({ attributes: words, confirm: { keep } }) => ({
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
  <Card>
    <p class="lead">{words.lead}</p>
    <form method="post" action={`${back}/attributes`} class="form">
      <Field name="name" label={words.name} value={values.name} autocomplete="off" />
      <Field name="email" label={words.email} value={values.email} autocomplete="off" />
      <Field name="groups" label={words.groups} hint={words.groupsHint} value={values.groups} autocomplete="off" />
      <SendOrLeave send={words.go} leave={keep} to={back} />
    </form>
  </Card>
);
