// The console's sign-in: the password, then the phone where the account has one, both by POST
// /auth. Between them the page holds the ticket, which is worthless until the phone has answered.

import type { Context } from "hono";
import { Hono, readConfirmationStep, readDigits } from "../../../src/for-console.ts";
import { Api, type AskApi } from "../api.ts";
import type { FormEnv } from "../frame/form.ts";
import { endSession, keepSession, type Sessions, sessionToken } from "../frame/session.ts";
import { SIGN_IN, wantedIn, withWanted } from "../frame/wanted.ts";
import { isEnd, transactionState } from "./phone-step.tsx";
import { refusalStatus, SIGN_IN_PHONE, type SignInVisitor, signInPages } from "./sign-in-pages.tsx";

/** The page after a sign-in, which checks that the browser has kept the session's cookie. */
const DONE = `${SIGN_IN}/done`;

interface SignInRoutesProps {
  readonly service: string;
  readonly ask: AskApi;
  readonly sessions: Sessions;
}

export function signInRoutes({ service, ask, sessions }: SignInRoutesProps): Hono<FormEnv> {
  const app = new Hono<FormEnv>();
  const { passwordPage, phonePage } = signInPages(service);

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
    if (!reply.ok) return passwordPage(c, reply, coming, refusalStatus(reply));
    if (reply.authentication === "ACCEPT") return signedIn(c, reply.value.token, coming);
    const { transaction_id, ticket, attributes } = reply.detail;
    return phonePage(c, { ...coming, transaction_id, ticket, link: attributes.value });
  });

  // An ended login, a slow phone and a wrong ticket get the same refusal. Only the transaction
  // tells them apart.
  app.post(SIGN_IN_PHONE, async (c) => {
    const text = c.var.form;
    const step = { username: text("username"), to: wantedIn(text("to")), ...readConfirmationStep(text) };
    const { username, ticket } = step;
    const response = readDigits(text("response"));
    // An empty id would ask for another path.
    const transaction_id = step.transaction_id || "0";
    const api = new Api(c, ask);
    const reply = await api.call("POST /auth", { username, transaction_id, ticket, response });
    if (reply.ok && reply.authentication === "ACCEPT") return signedIn(c, reply.value.token, step);
    const state = await transactionState(api, transaction_id);
    if (isEnd(state)) return passwordPage(c, state, step, 401);
    if (reply.ok || reply.reason?.code === "wrong-credentials" || step.link === "")
      return passwordPage(c, "over", step, refusalStatus(reply));
    return phonePage(c, step, { reply, answered: state === "answered" });
  });

  app.get(DONE, async (c) => {
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
      // If the service cannot end the session now, the browser keeps it, for another try.
      if (reply && !reply.ok && reply.status !== 401)
        return passwordPage(c, reply, { username: "", to: wantedIn("") }, refusalStatus(reply));
      endSession(c);
      return c.redirect(SIGN_IN, 303);
    });

  return app;

  async function signedIn(c: Context, token: string, { to }: SignInVisitor): Promise<Response> {
    await keepSession(c, sessions, token);
    return c.redirect(withWanted(DONE, to), 303);
  }
}
