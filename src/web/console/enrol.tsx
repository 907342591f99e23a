// Enrolling on the spot: a new token, or another phone for a token whose phone is lost. Both are POST /token/init, whose QR
// code is shown once, in the answer to the form: no address leads to it, so it stays in no history.

import { type Context, Hono } from "hono";
import { Button, Card, Field, Notice, QrCode } from "../components.tsx";
import { watchEnrollment } from "../watch.ts";
import type { ConsoleWords } from "../words/console-en.ts";
import type { Reply } from "./api.ts";
import { Refusal, type SendConsole, sendRefused } from "./frame.tsx";
import { LINKS } from "./links.tsx";
import type { ConsoleEnv } from "./session.ts";
import { askAbout, findToken } from "./token.tsx";
import { tokenPage } from "./token-view.ts";

const NEW = "/console/enrol";
const REPLACE = "/console/tokens/:serial/replace";

export function enrolRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  const form = (c: Context<ConsoleEnv>, values: Values = {}, reply?: Reply) =>
    send(
      c,
      "tokens",
      (words) => ({
        title: words.enrol.title,
        main: (
          <div class="narrow">
            {reply && <Refusal words={words} reply={reply} />}
            <EnrolForm words={words.enrol} labels={words.tokens} values={values} />
          </div>
        ),
      }),
      reply ? 400 : 200,
    );
  app.get(NEW, (c) => form(c));
  app.post(NEW, async (c) => {
    const values = textsOf(await c.req.parseBody());
    const { user = "", realm, pin, description } = values;
    const reply = await c.var.api.post("/token/init", { type: "tiqr", user, realm, pin, description });
    if (reply.ok) return showCode(c, user, reply);
    return reply.status === 401 || reply.status === 503
      ? sendRefused(c, send, "tokens", reply)
      : form(c, values, reply);
  });

  app.get(REPLACE, (c) => askAbout(c, send, "replace"));

  // One step: the init takes the old phone's secret away and ends its transactions in the same statement that opens the
  // new enrolment. Without a PIN in it, the token keeps the one it has.
  app.post(REPLACE, async (c) => {
    const token = await findToken(c, send);
    if (token instanceof Response) return token;
    const { serial, username: user, user_realm: realm, description } = token;
    const ocrasuite = token.info.ocrasuite;
    const reply = await c.var.api.post("/token/init", { type: "tiqr", serial, user, realm, description, ocrasuite });
    return reply.ok ? showCode(c, user, reply) : sendRefused(c, send, "tokens", reply);
  });

  return app;

  function showCode(c: Console, user: string, { detail, enrollmentId }: Reply) {
    const { serial, tiqrenroll } = detail;
    return send(c, "tokens", ({ enrol, state }) => ({
      title: enrol.scan(user),
      script: "console-enrol.js",
      main: (
        <div class="narrow">
          <Card>
            <QrCode src={tiqrenroll.img} alt={enrol.alt} />
            <p {...watchEnrollment(enrollmentId, "started", 0)} data-then={tokenPage(serial)} role="status">
              {enrol.live} <strong data-state>{state.started}</strong>
              {(["fetched", "enrolled", "expired"] as const).map((name) => (
                <span data-word={name} hidden>
                  {state[name]}
                </span>
              ))}
            </p>
            <Notice kind="danger" data-twice hidden>
              <p>{enrol.twice}</p>
            </Notice>
            <Notice>
              <p>{enrol.once}</p>
            </Notice>
            <p class="actions">
              <Button href={tokenPage(serial)} kind="secondary">
                {enrol.token}
              </Button>
            </p>
          </Card>
        </div>
      ),
    }));
  }
}

type Console = Context<ConsoleEnv>;
type Values = Readonly<Partial<Record<"user" | "realm" | "pin" | "description", string>>>;

const textsOf = (body: Readonly<Record<string, unknown>>): Values =>
  Object.fromEntries(
    ["user", "realm", "pin", "description"].flatMap((name) =>
      typeof body[name] === "string" ? [[name, body[name]]] : [],
    ),
  );

const EnrolForm = ({
  words,
  labels,
  values,
}: {
  words: ConsoleWords["enrol"];
  labels: ConsoleWords["tokens"];
  values: Values;
}) => (
  <Card>
    <p class="lead">{words.lead}</p>
    <form method="post" action={NEW} class="form">
      <Field name="user" label={labels.user} value={values.user} required autocomplete="off" />
      <Field name="realm" label={labels.realm} hint={words.realmHint} value={values.realm} autocomplete="off" />
      <Field name="pin" type="password" label={words.pin} hint={words.pinHint} autocomplete="new-password" />
      <Field name="description" label={words.description} value={values.description} autocomplete="off" />
      <div class="actions">
        <Button>{words.go}</Button>
        <Button href={`${LINKS}/new`} kind="secondary">
          {words.instead}
        </Button>
      </div>
    </form>
  </Card>
);
