// The two pages of the console's sign-in, password and phone. ./sign-in.tsx decides between them.

import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Button, Card, type ConfirmationStep, Field, Notice, qrDataUri, Reveal } from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { sendConsolePage } from "../frame/frame.tsx";
import { RefusalNotice } from "../frame/refusal.tsx";
import { SIGN_IN, withParameter, withWanted } from "../frame/wanted.ts";
import { type FailedStep, PhoneStep, type SignInEnd } from "./phone-step.tsx";

export const SIGN_IN_PHONE = `${SIGN_IN}/phone`;

/** The reasons to ask for the password, besides a refusal by the API. */
type Why = "signed-out" | "cookies" | SignInEnd;

/** The person who signs in, and the page of the console that follows. */
export interface SignInVisitor {
  readonly username: string;
  readonly to: string;
}

export function signInPages(service: string) {
  return { passwordPage, phonePage };

  function passwordPage(
    c: Context,
    problem: ApiRefusal | Why | undefined,
    { username, to }: SignInVisitor,
    status: ContentfulStatusCode,
  ) {
    return sendConsolePage(c, { service, secret: true, status }, (words) => ({
      title: words.signIn.title,
      script: "console.js",
      main: (
        <div class="narrow">
          <Card title={words.signIn.title} level={1}>
            <p class="lead">{words.signIn.lead}</p>
            {typeof problem === "string" ? (
              <Notice kind={problem === "signed-out" ? "info" : problem === "cookies" ? "danger" : "warning"}>
                <p>
                  {problem === "signed-out"
                    ? words.reasons["signed-out"]
                    : problem === "cookies"
                      ? words.signIn.cookies
                      : words.signIn.ended[problem]}
                </p>
              </Notice>
            ) : (
              problem && <RefusalNotice words={words} reply={problem} kind="danger" />
            )}
            <form method="post" action={SIGN_IN} class="form">
              <input type="hidden" name="to" value={to} />
              <Field
                name="username"
                label={words.signIn.name}
                value={username}
                required
                autocomplete="username"
                autofocus={username === ""}
              />
              <Field
                name="password"
                type="password"
                label={words.signIn.password}
                required
                autocomplete="current-password"
                autofocus={username !== ""}
              />
              <Reveal fields="password" label={words.signIn.show} />
              <div class="actions">
                <Button>{words.signIn.submit}</Button>
              </div>
            </form>
          </Card>
        </div>
      ),
    }));
  }

  /** `failed`: why the last try got no further. */
  async function phonePage(c: Context, step: ConfirmationStep & SignInVisitor, failed?: FailedStep): Promise<Response> {
    const image = await qrDataUri(step.link, "svg");
    const status = failed ? refusalStatus(failed.reply) : 200;
    const again = withWanted(SIGN_IN, step.to);
    return sendConsolePage(c, { service, secret: true, status }, (words, { login }) => ({
      title: words.signIn.phone.title,
      script: "console-sign-in.js",
      main: (
        <PhoneStep
          words={words}
          login={login.waiting}
          step={step}
          image={image}
          stuck={failed}
          paths={{ action: SIGN_IN_PHONE, again, ended: withParameter(again, "ended=") }}
          heading={words.signIn.phone.title}
        />
      ),
    }));
  }
}

/** The status of a page that shows this refusal. */
export const refusalStatus = ({ status }: { status: number }): ContentfulStatusCode =>
  status >= 400 ? (status as ContentfulStatusCode) : 401;
