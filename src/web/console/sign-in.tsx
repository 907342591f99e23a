// The console's sign-in: the password, then the phone where the account has one, both through POST /auth.
// Between the steps the page itself holds the ticket, which is worthless until the phone has answered.

import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { readDigits } from "../../tiqr/requests.ts";
import type { FormEnv } from "../form.ts";
import { qrDataUri } from "../qr/image.ts";
import { Button, Card, Notice } from "../ui/components.tsx";
import { Field } from "../ui/field.tsx";
import { sendPage } from "../ui/page.tsx";
import { Api, type Ask, type Refused } from "./api.ts";
import { type Ended, isEnd, PhoneStep, type Step, type Stuck, stepIn, transactionState } from "./phone-step.tsx";
import { Refusal } from "./refusal.tsx";
import { endSession, keepSession, type Sessions, sessionToken } from "./session.ts";
import { SIGN_IN, wantedIn, withParameter, withWanted } from "./wanted.ts";

const PHONE = `${SIGN_IN}/phone`;
/** The first page after a sign-in, which checks that the browser has kept the session's cookie. */
const DONE = `${SIGN_IN}/done`;

/** The reasons to ask for the password, besides a refusal by the API. */
type Why = "signed-out" | "cookies" | Ended;

/** The person who signs in, and the page of the console that follows. */
interface Coming {
  readonly username: string;
  readonly to: string;
}

export function signInRoutes({
  service,
  ask,
  sessions,
}: {
  service: string;
  ask: Ask;
  sessions: Sessions;
}): Hono<FormEnv> {
  const app = new Hono<FormEnv>();

  app.get(SIGN_IN, (c) => {
    const coming = { username: "", to: wantedIn(c.req.query("to") ?? "") };
    const ended = c.req.query("ended");
    if (ended !== undefined) return passwordPage(c, isEnd(ended) ? ended : "over", coming, 200);
    return passwordPage(c, c.req.query("over") === undefined ? undefined : "signed-out", coming, 200);
  });

  app.post(SIGN_IN, async (c) => {
    const text = c.var.form;
    const coming = { username: text("username"), to: wantedIn(text("to")) };
    const { username } = coming;
    const password = text("password");
    const reply = await new Api(c, ask).call("POST /auth", { username, password });
    if (!reply.ok) return passwordPage(c, reply, coming, statusOf(reply));
    if (reply.authentication === "ACCEPT") return signedIn(c, reply.value.token, coming);
    const { transaction_id, ticket, attributes } = reply.detail;
    return phonePage(c, { ...coming, transaction_id, ticket, link: attributes.value });
  });

  // The refusal is the same for an ended login, a slow phone and a wrong ticket. Only the transaction tells them apart.
  app.post(PHONE, async (c) => {
    const text = c.var.form;
    const step = { username: text("username"), to: wantedIn(text("to")), ...stepIn(text) };
    const { username, ticket } = step;
    const response = readDigits(text("response"));
    const transaction_id = step.transaction_id || "0";
    const api = new Api(c, ask);
    const reply = await api.call("POST /auth", { username, transaction_id, ticket, response });
    if (reply.ok && reply.authentication === "ACCEPT") return signedIn(c, reply.value.token, step);
    const state = await transactionState(api, transaction_id);
    if (isEnd(state)) return passwordPage(c, state, step, 401);
    if (reply.ok || reply.reason?.code === "wrong-credentials" || step.link === "")
      return passwordPage(c, "over", step, statusOf(reply));
    return phonePage(c, step, { reply, answered: state === "answered" });
  });

  app.get(DONE, (c) => {
    const to = wantedIn(c.req.query("to") ?? "");
    return sessionToken(c) ? c.redirect(to, 303) : passwordPage(c, "cookies", { username: "", to }, 400);
  });

  for (const [path, ended] of [
    ["/console/sign-out", "DELETE /auth"],
    ["/console/sign-out/everywhere", "DELETE /auth/sessions"],
  ] as const)
    app.post(path, async (c) => {
      const token = sessionToken(c);
      const reply = token && (await new Api(c, ask, token).call(ended));
      // If the service cannot end the session now, the browser keeps it, so that the person can try again.
      if (reply && !reply.ok && reply.status !== 401)
        return passwordPage(c, reply, { username: "", to: wantedIn("") }, statusOf(reply));
      endSession(c);
      return c.redirect(SIGN_IN, 303);
    });

  return app;

  async function signedIn(c: Context, token: string, { to }: Coming): Promise<Response> {
    await keepSession(c, sessions, token);
    return c.redirect(withWanted(DONE, to), 303);
  }

  function passwordPage(
    c: Context,
    problem: Refused | Why | undefined,
    { username, to }: Coming,
    status: ContentfulStatusCode,
  ) {
    return sendPage(c, { service, secret: true, status }, ({ console: words, console: { signIn } }) => ({
      title: signIn.title,
      main: (
        <div class="narrow">
          <Card title={signIn.title} level={1}>
            <p class="lead">{signIn.lead}</p>
            {typeof problem === "string" ? (
              <Notice kind={problem === "signed-out" ? "info" : problem === "cookies" ? "danger" : "warning"}>
                <p>
                  {problem === "signed-out"
                    ? words.reasons["signed-out"]
                    : problem === "cookies"
                      ? signIn.cookies
                      : signIn.ended[problem]}
                </p>
              </Notice>
            ) : (
              problem && <Refusal words={words} reply={problem} kind="danger" />
            )}
            <form method="post" action={SIGN_IN} class="form">
              <input type="hidden" name="to" value={to} />
              <Field name="username" label={signIn.name} value={username} required autocomplete="username" />
              <Field name="password" type="password" label={signIn.password} required autocomplete="current-password" />
              <div class="actions">
                <Button>{signIn.submit}</Button>
              </div>
            </form>
          </Card>
        </div>
      ),
    }));
  }

  /** `stuck`: the reason why the last try did not get further. */
  async function phonePage(c: Context, step: Step & Coming, stuck?: Stuck): Promise<Response> {
    const image = await qrDataUri(step.link, "svg");
    const status = stuck ? statusOf(stuck.reply) : 200;
    const again = withWanted(SIGN_IN, step.to);
    return sendPage(c, { service, secret: true, status }, ({ console: words, login }) => ({
      title: words.signIn.phone.title,
      script: "console-sign-in.js",
      main: (
        <PhoneStep
          words={words}
          login={login.waiting}
          step={step}
          image={image}
          stuck={stuck}
          paths={{ action: PHONE, again, ended: withParameter(again, "ended=") }}
          heading={words.signIn.phone.title}
        />
      ),
    }));
  }
}

const statusOf = ({ status }: { status: number }): ContentfulStatusCode =>
  status >= 400 ? (status as ContentfulStatusCode) : 401;
