// A user's attributes (/user/attribute), reached from a token of the user. Only what the form changes is sent, so that two people who
// change different fields do not undo each other's work.

import type { Context } from "hono";
import { ATTRIBUTES } from "../../core/admin/user-attributes.ts";
import { Hono } from "../../http/hono.ts";
import type { TokenJson } from "../../http/wire-token.ts";
import { Button, Card } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import type { ConsoleWords } from "../words/words.ts";
import type { Refused } from "./api.ts";
import type { Attributes } from "./attribute-card.tsx";
import type { SendConsole } from "./frame.tsx";
import { isPastForm, Refusal, sendRefused } from "./refusal.tsx";
import type { ConsoleEnv } from "./session.ts";
import { findToken } from "./token.tsx";
import { tokenPage } from "./token-view.ts";

const PATH = "/console/tokens/:serial/attributes";

export function attributeRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(PATH, async (c) => {
    const found = await find(c);
    return found instanceof Response ? found : form(c, found.token, found.attributes);
  });

  app.post(PATH, async (c) => {
    const found = await find(c);
    if (found instanceof Response) return found;
    const { token, attributes } = found;
    const { api } = c.var;
    const { username: user, user_realm: realm } = token;
    const given = Object.fromEntries(ATTRIBUTES.map((key) => [key, c.var.form(key).trim()]));
    for (const key of ATTRIBUTES) {
      const value = given[key] ?? "";
      if (value === (attributes[key] ?? "")) continue;
      const reply =
        value === ""
          ? await api.call("DELETE /user/attribute/:key/:user/:realm", { key, user, realm })
          : await api.call("POST /user/attribute", { user, realm, key, value });
      if (!reply.ok) return isPastForm(reply) ? sendRefused(c, send, "tokens", reply) : form(c, token, given, reply);
    }
    return c.redirect(`${tokenPage(token.serial)}?done=attributes`, 303);
  });

  return app;

  async function find(c: Context<ConsoleEnv>): Promise<{ token: TokenJson; attributes: Attributes } | Response> {
    const token = await findToken(c, send);
    if (token instanceof Response) return token;
    if (token.username === "") return c.redirect(tokenPage(token.serial), 303);
    const { username: user, user_realm: realm } = token;
    const reply = await c.var.api.call("GET /user/attribute", { user, realm });
    return reply.ok ? { token, attributes: reply.value } : sendRefused(c, send, "tokens", reply);
  }

  function form(c: Context<ConsoleEnv>, token: TokenJson, values: Attributes, reply?: Refused) {
    const back = tokenPage(token.serial);
    return send(
      c,
      "tokens",
      (words) => ({
        title: words.attributes.title(token.username),
        main: (
          <div class="narrow">
            {reply && <Refusal words={words} reply={reply} />}
            <AttributeForm words={words.attributes} values={values} back={back} keep={words.confirm.keep} />
          </div>
        ),
      }),
      reply ? 400 : 200,
    );
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
      <div class="actions">
        <Button>{words.go}</Button>
        <Button href={back} kind="secondary">
          {keep}
        </Button>
      </div>
    </form>
  </Card>
);
