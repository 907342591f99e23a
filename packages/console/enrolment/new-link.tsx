// Makes a link for a person elsewhere (POST /token/enrollmentlink), for a new token or for an
// existing one, which goes on working until the person begins.

import type { Child, PropsWithChildren } from "hono/jsx";
import { Button, Card, Field, Hidden } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { sendForm } from "../frame/refusal.tsx";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { CallerLine, ownCall } from "../parts/caller-line.tsx";
import { LINKS_PATH } from "../parts/link-table.tsx";
import { Select, ShadowingNotice } from "../parts/parts.tsx";
import { askAbout, findToken } from "../parts/token-of-path.tsx";
import type { ConsoleWords } from "../words/words.ts";
import { MAKE, MailTicks, mailFields, showLink } from "./made-link.tsx";
import { MeantQuestion, meantIn, PERSON, type Unknown } from "./meant.tsx";

const NEW = `${LINKS_PATH}/new`;
const OF_TOKEN = "/console/tokens/:serial/link";

/** Validities in seconds, under the keys of their words. */
const VALIDITIES = { hour: "3600", day: "86400", week: "604800", month: "2592000" } as const;

const FIELDS = ["user", "realm", "validity", "pin", "shadows", "mail", "only"] as const;
type Values = Readonly<Partial<Record<(typeof FIELDS)[number], string | undefined>>>;

export function newLinkRoutes(app: ConsoleApp): void {
  app.get(NEW, (c) => form(c, { user: c.req.query("user"), realm: c.req.query("realm") }));
  app.post(NEW, async (c) => {
    const values: Values = Object.fromEntries(FIELDS.map((name) => [name, c.var.form(name)]));
    const meant = await meantIn(c, { user: values.user ?? "", realm: values.realm });
    if ("unknown" in meant) return form(c, values, meant);
    const { user, realm } = meant.named;
    const reply = await c.var.api.call(MAKE, { ...values, user, realm, ...mailFields(c) });
    if (reply.ok) return showLink(c, "links", user, realm ?? "", "works", reply);
    return form(c, { ...values, user, realm }, { reply });
  });

  app.get(OF_TOKEN, (c) => askAbout(c, "link"));
  app.post(OF_TOKEN, async (c) => {
    const token = await findToken(c);
    const { serial, username: user, user_realm: realm } = token;
    const reply = await c.var.api.need("tokens", MAKE, { user, realm, serial });
    return showLink(c, "tokens", user, realm, "works", reply);
  });

  async function form(
    c: ConsoleContext,
    values: Values,
    { reply, unknown }: { reply?: ApiRefusal; unknown?: Unknown } = {},
  ) {
    const { user: username = "", realm = "" } = values;
    const proof = realm === "" ? undefined : await ownCall(c, { username, realm });
    return sendForm(c, "links", reply, (words) => ({
      title: words.newLink.title,
      form: (
        <LinkForm
          words={words.newLink}
          user={words.tokens.user}
          realm={[words.tokens.realm, words.enrol.realmHint]}
          values={values}
          question={unknown && <MeantQuestion words={words.meant} unknown={unknown} />}
        >
          <CallerLine user={{ username, realm }} proof={proof} act="link" words={words.caller} />
          {c.var.deps.sendsMail && (
            <MailTicks words={words} ticked={Boolean(values.mail)} only={Boolean(values.only)} />
          )}
          {reply && <Hidden fields={{ [PERSON]: c.var.form(PERSON) }} />}
          <ShadowingNotice words={words.enrol} reply={reply} />
        </LinkForm>
      ),
    }));
  }
}

const LinkForm = ({
  words,
  user,
  realm: [realm, realmHint],
  values,
  question,
  children,
}: PropsWithChildren<{
  words: ConsoleWords["newLink"];
  user: string;
  realm: readonly [label: string, hint: string];
  values: Values;
  question: Child;
}>) => (
  <Card>
    <p class="lead">{words.lead}</p>
    <form method="post" action={NEW} class="form">
      <Field name="user" label={user} value={values.user} required autocomplete="off" />
      <Field name="realm" label={realm} hint={realmHint} value={values.realm} autocomplete="off" />
      {question}
      <Select
        name="validity"
        label={words.validity}
        value={values.validity || VALIDITIES.day}
        options={(Object.keys(VALIDITIES) as (keyof typeof VALIDITIES)[]).map((name) => [
          VALIDITIES[name],
          words.validities[name],
        ])}
      />
      <Select
        name="pin"
        label={words.pin}
        value={values.pin || "choose"}
        options={(["choose", "none"] as const).map((name) => [name, words.pins[name]])}
      />
      {children}
      <div class="actions">
        <Button>{words.go}</Button>
      </div>
    </form>
  </Card>
);
