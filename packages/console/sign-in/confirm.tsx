// The phone confirms the session once more (POST /auth/confirm), before an administrator's token is
// changed: a page says so, the next shows the QR code, and the person is back where they were.

import type { ContentfulStatusCode } from "hono/utils/http-status";
import {
  type ConfirmationStep,
  Notice,
  qrDataUri,
  type ReasonCode,
  readConfirmationStep,
  readDigits,
} from "../../../src/for-console.ts";
import type { ApiRefusal } from "../api.ts";
import { showPage } from "../frame/frame.tsx";
import { CONFIRM, RefusalNotice, sendRefused } from "../frame/refusal.tsx";
import { type ConsoleApp, type ConsoleContext, keepSession } from "../frame/session.ts";
import { wantedIn, withParameter } from "../frame/wanted.ts";
import { FormCard } from "../parts/action.tsx";
import { type FailedStep, isEnd, PhoneStep, transactionState } from "./phone-step.tsx";

const PHONE = `${CONFIRM}/phone`;

/** What keeps the phone from confirming; the session goes on. */
const OF_PHONE: readonly (string | undefined)[] = [
  "second-factor-missing",
  "second-factor-wrong",
  "second-factor-unusable",
  "second-factor-required",
] satisfies ReasonCode[];

type Problem = ApiRefusal | "ended" | undefined;

/** `to`: the page where the person was. */
interface ConfirmStep extends ConfirmationStep {
  readonly to: string;
}

export function confirmRoutes(app: ConsoleApp): void {
  app.get(CONFIRM, (c) => {
    const problem = c.req.query("ended") === undefined ? undefined : "ended";
    return askPage(c, wantedIn(c.req.query("to") ?? ""), problem);
  });

  app.post(CONFIRM, async (c) => {
    const to = wantedIn(c.var.form("to"));
    const reply = await c.var.api.call("POST /auth/confirm");
    if (!reply.ok) return refusedPage(c, to, reply);
    if (reply.authentication === "ACCEPT") return confirmed(c, to, reply.value.token);
    const { transaction_id, ticket, attributes } = reply.detail;
    return phonePage(c, { to, transaction_id, ticket, link: attributes.value });
  });

  // An ended login and a slow phone are refused alike. Only the transaction tells them apart.
  app.post(PHONE, async (c) => {
    const step = { to: wantedIn(c.var.form("to")), ...readConfirmationStep(c.var.form) };
    const { to, ticket } = step;
    // An empty id would ask for another path.
    const transaction_id = step.transaction_id || "0";
    const response = readDigits(c.var.form("response"));
    const { api } = c.var;
    const reply = await api.call("POST /auth/confirm", { transaction_id, ticket, response });
    if (reply.ok && reply.authentication === "ACCEPT") return confirmed(c, to, reply.value.token);
    const state = await transactionState(api, transaction_id);
    if (reply.ok || isEnd(state) || reply.reason?.code === "wrong-credentials" || step.link === "")
      return askPage(c, to, "ended", 401);
    if (!OF_PHONE.includes(reply.reason?.code)) return sendRefused(c, "tokens", reply);
    return phonePage(c, step, { reply, answered: state === "answered" });
  });

  async function confirmed(c: ConsoleContext, to: string, token: string) {
    await keepSession(c, c.var.deps.sessions, token);
    return c.redirect(withParameter(to, "done=confirmed"), 303);
  }

  /** A missing or unusable phone does not end the session. */
  function refusedPage(c: ConsoleContext, to: string, reply: ApiRefusal) {
    return OF_PHONE.includes(reply.reason?.code) ? askPage(c, to, reply, 403) : sendRefused(c, "tokens", reply);
  }

  function askPage(c: ConsoleContext, to: string, problem: Problem, status: ContentfulStatusCode = 200) {
    return showPage(
      c,
      undefined,
      (words) => ({
        title: words.confirmation.title,
        main: (
          <div class="narrow">
            {problem === "ended" ? (
              <Notice kind="warning" text={words.confirmation.ended} />
            ) : (
              problem && <RefusalNotice words={words} reply={problem} />
            )}
            <FormCard
              action={CONFIRM}
              lead={words.confirmation.lead}
              send={words.confirmation.go}
              leave={words.refused.back}
              to={to}
            >
              <input type="hidden" name="to" value={to} />
            </FormCard>
          </div>
        ),
      }),
      status,
    );
  }

  async function phonePage(c: ConsoleContext, step: ConfirmStep, failed?: FailedStep) {
    const image = await qrDataUri(step.link, "svg");
    const again = `${CONFIRM}?to=${encodeURIComponent(step.to)}`;
    const paths = { action: PHONE, again, ended: `${again}&ended=` };
    return showPage(
      c,
      undefined,
      (words, { login }) => ({
        title: words.confirmation.title,
        script: "console-sign-in.js",
        main: <PhoneStep words={words} login={login.waiting} step={step} image={image} stuck={failed} paths={paths} />,
      }),
      failed ? 401 : 200,
    );
  }
}
