// The console's sign-in: the password, then the phone where the account has one, both through POST /auth.
// Between the steps the page itself holds the ticket; what is in it is worth nothing before the phone has answered.

import { type Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Button, Card, Field, Notice, QrCode } from "../components.tsx";
import { sendPage } from "../page.tsx";
import { qrDataUri } from "../qr-image.ts";
import { watchTransaction } from "../watch.ts";
import type { ConsoleWords } from "../words/console-en.ts";
import { Api, type Ask, type Reply } from "./api.ts";
import { Refusal } from "./frame.tsx";
import { endSession, hasSession, keepSession, type Sessions } from "./session.ts";

const PATH = "/console/sign-in";
const PHONE = `${PATH}/phone`;
/** Where a sign-in leads first: to see whether the browser has kept the session's cookie. */
const DONE = `${PATH}/done`;

/** What the second step needs of the first. `link`: what the QR code says. */
interface Step {
  readonly username: string;
  readonly transaction_id: string;
  readonly ticket: string;
  readonly link: string;
}

export function signInRoutes({ service, ask, sessions }: { service: string; ask: Ask; sessions: Sessions }): Hono {
  const app = new Hono();

  app.get(PATH, (c) => passwordPage(c, c.req.query("over") === undefined ? undefined : "over", "", 200));

  app.post(PATH, async (c) => {
    const text = textIn(await c.req.parseBody());
    const [username, password] = [text("username"), text("password")];
    const reply = await new Api(c, ask).post("/auth", { username, password });
    if (reply.authentication === "ACCEPT") return signedIn(c, reply);
    if (reply.authentication !== "CHALLENGE") return passwordPage(c, reply, username, statusOf(reply));
    const { transaction_id, ticket, attributes } = reply.detail;
    return phonePage(c, { username, transaction_id, ticket, link: attributes.value });
  });

  app.post(PHONE, async (c) => {
    const step = await stepOf(c);
    const { username, transaction_id, ticket } = step;
    const reply = await new Api(c, ask).post("/auth", { username, transaction_id: transaction_id || "0", ticket });
    if (reply.authentication === "ACCEPT") return signedIn(c, reply);
    return reply.reason?.code === "second-factor-missing" && step.link !== ""
      ? phonePage(c, step, reply)
      : passwordPage(c, reply, username, statusOf(reply));
  });

  app.get(DONE, (c) => (hasSession(c) ? c.redirect("/console", 303) : passwordPage(c, "cookies", "", 400)));

  app.post("/console/sign-out", (c) => {
    endSession(c);
    return c.redirect(PATH, 303);
  });

  return app;

  async function signedIn(c: Context, { value }: Reply): Promise<Response> {
    await keepSession(c, sessions, value.token);
    return c.redirect(DONE, 303);
  }

  function passwordPage(
    c: Context,
    problem: Reply | "over" | "cookies" | undefined,
    name: string,
    status: ContentfulStatusCode,
  ) {
    return sendPage(c, { service, secret: true, status }, ({ console: words, console: { signIn } }) => ({
      title: signIn.title,
      main: (
        <div class="narrow">
          <Card title={signIn.title} level={1}>
            <p class="lead">{signIn.lead}</p>
            {problem === "over" && (
              <Notice>
                <p>{words.reasons["signed-out"]}</p>
              </Notice>
            )}
            {problem === "cookies" && (
              <Notice kind="danger">
                <p>{signIn.cookies}</p>
              </Notice>
            )}
            {typeof problem === "object" && <Refusal words={words} reply={problem} kind="danger" />}
            <form method="post" action={PATH} class="form">
              <Field name="username" label={signIn.name} value={name} required autocomplete="username" />
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

  /** `missing`: what was said to whoever went on before the phone had confirmed. */
  async function phonePage(c: Context, step: Step, missing?: Reply): Promise<Response> {
    const image = await qrDataUri(step.link, "svg");
    return sendPage(c, { service, secret: true, status: missing ? 401 : 200 }, ({ console: words }) => ({
      title: words.signIn.phone.title,
      script: "console-sign-in.js",
      main: (
        <PhoneStep
          words={words.signIn.phone}
          step={step}
          image={image}
          problem={missing && <Refusal words={words} reply={missing} />}
        />
      ),
    }));
  }
}

interface PhoneProps {
  readonly words: ConsoleWords["signIn"]["phone"];
  readonly step: Step;
  readonly image: string;
  readonly problem: Child;
}

const PhoneStep = ({ words, step, image, problem }: PhoneProps) => (
  <div class="narrow">
    <Card title={words.title} level={1}>
      <p class="lead">{words.lead}</p>
      {problem}
      <QrCode src={image} alt={words.alt} />
      <form method="post" action={PHONE} {...watchTransaction(step.transaction_id)}>
        {Object.entries(step).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <Button>{words.done}</Button>
          <Button href={PATH} kind="secondary">
            {words.startAgain}
          </Button>
        </div>
      </form>
    </Card>
  </div>
);

async function stepOf(c: Context): Promise<Step> {
  const text = textIn(await c.req.parseBody());
  return {
    username: text("username"),
    transaction_id: text("transaction_id"),
    ticket: text("ticket"),
    // It is drawn anew, and longer than a login it would not fit.
    link: text("link").slice(0, 1000),
  };
}

const textIn =
  (body: Readonly<Record<string, unknown>>) =>
  (name: string): string =>
    typeof body[name] === "string" ? body[name] : "";

const statusOf = ({ status }: Reply): ContentfulStatusCode => (status >= 400 ? (status as ContentfulStatusCode) : 401);
