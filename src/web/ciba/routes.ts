// /confirm/<ticket>: what an application asks. A GET changes nothing, for mail programs open links.
// Who holds the ticket may decline; confirming takes the phone, and the PIN of whoever has one. A
// wrong PIN counts in the limits of the sign-in page.

import type { Context } from "hono";
import { asLogin, type LoginCall } from "../../core/call.ts";
import {
  answerByDigits,
  askConfirmersPhone,
  decline,
  type FoundConfirmation,
  findConfirmation,
} from "../../core/ciba/decide.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { guessedAt } from "../../http/guard/guesses.ts";
import { Hono } from "../../http/hono.ts";
import { readDigits } from "../../tiqr/requests.ts";
import { withPageParameters } from "../login/parameters.ts";
import { leave } from "../oidc/leave.ts";
import { requireOwnPage } from "../own-page.ts";
import { allowPicture } from "../pages/page-sources.ts";
import { languageOf } from "../ui/page/chosen-language.ts";
import { type Page, sendPersonPage } from "../ui/page/page.tsx";
import { readConfirmationStep } from "../ui/phone/confirmation-step.ts";
import type { OwnWords } from "../words/words.ts";
import {
  type ConfirmEnd,
  type ConfirmFault,
  type ConfirmPhoneView,
  confirmEndPage,
  confirmPage,
  confirmPhonePage,
} from "./pages.tsx";

type C = Context<HttpEnv>;
type Status = 200 | 400 | 404 | 410 | 429;
type Step = (c: C, found: FoundConfirmation, path: string, call: LoginCall) => Promise<Response>;

export function cibaPageRoutes({
  ports,
  guesses,
  rateLimits,
}: Pick<Deps, "ports" | "guesses" | "rateLimits">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { settings } = ports;
  const form = [requireOwnPage(settings, (c) => c.body(null, 403)), withPageParameters] as const;

  app.get("/confirm/:ticket", (c) => open(c, (found, path) => ask(c, found, path)));
  for (const path of ["/confirm/:ticket/decline", "/confirm/:ticket/confirmed"])
    app.get(path, (c) => leave(c, pathOf(c))); // Enter in the address bar

  step("/confirm/:ticket/decline", async (c, found, _, call) => {
    await decline(ports, found, call);
    return end(c, "denied");
  });

  step("/confirm/:ticket", async (c, found, path, call) => {
    const { request } = found;
    // Each opens a login, so a request may do this only so often.
    if (await rateLimits("guess", `ciba ${request.id}`).called()) return ask(c, found, path, "tooMany");
    const asking = () => askConfirmersPhone(ports, found, c.var.parameter("pin") ?? "", call);
    const at = guessedAt({ serial: undefined, named: request }, settings);
    const asked = await (found.needsPin ? guesses.judged(c, at, asking) : asking());
    if (!asked.ok) return ask(c, found, path, faultOf(asked.reason.code));
    const { transactionId, attributes } = asked.challenge;
    return phone(c, found, path, { transactionId, link: attributes.value, image: attributes.img, isWrong: false });
  });

  step("/confirm/:ticket/confirmed", async (c, found, path, call) => {
    const { transaction_id: transactionId, link } = readConfirmationStep((name) => c.var.parameter(name) ?? "");
    const response = readDigits(c.var.parameter("response"));
    if (response !== undefined) {
      if (await guesses.closed(c, transactionId)) return ask(c, found, path, "tooMany");
      const answered = await answerByDigits(ports, found, transactionId, response, call);
      if (answered.ok) return end(c, "approved");
      await guesses.failed(c, transactionId, answered.reason);
    }
    const state = await ports.transactions.state(transactionId);
    // A script sends this form at each change: shown again, an ended login would be sent endlessly.
    if (state !== "open" || link === "") return ask(c, found, path, "again");
    const image = await ports.qrImage(link, "png");
    return phone(c, found, path, { transactionId, link, image, isWrong: response !== undefined });
  });

  return app;

  function pathOf(c: C): string {
    return `/confirm/${encodeURIComponent(c.req.param("ticket") ?? "")}`;
  }

  function step(path: string, handle: Step): void {
    app.post(path, ...form, (c) =>
      open(c, (found, own) => handle(c, found, own, asLogin({ ...callOf(c), language: languageOf(c) }))),
    );
  }

  /** Hands an open request on; any other has a page that says how it ended. */
  async function open(c: C, handle: (found: FoundConfirmation, path: string) => Promise<Response>): Promise<Response> {
    const call = callOf(c);
    const found = await findConfirmation(ports, c.req.param("ticket") ?? "", call);
    if (!found) return end(c, "unknown", 404);
    const { state, expiresAtMs } = found.request;
    if (state === "denied") return end(c, "denied");
    if (state !== "pending") return end(c, "approved");
    return call.nowMs >= expiresAtMs ? end(c, "over", 410) : handle(found, pathOf(c));
  }

  function send(c: C, page: (words: OwnWords) => Page, status: Status = 200) {
    return sendPersonPage(c, { service: settings.serviceDisplayName, secret: true, status }, page);
  }

  function ask(c: C, found: FoundConfirmation, path: string, fault?: ConfirmFault): Promise<Response> {
    allowPicture(c, found.picture);
    return send(c, (words) => confirmPage(found, path, fault, words), fault && (fault === "tooMany" ? 429 : 400));
  }

  function phone(c: C, found: FoundConfirmation, path: string, step: ConfirmPhoneView): Promise<Response> {
    allowPicture(c, found.picture);
    return send(c, (words) => confirmPhonePage(found, path, step, words), step.isWrong ? 400 : 200);
  }

  function end(c: C, how: ConfirmEnd, status: Status = 200): Promise<Response> {
    return send(c, (words) => confirmEndPage(how, words), status);
  }
}

function faultOf(code: string): ConfirmFault {
  if (code === "too-many-requests") return "tooMany";
  return code === "wrong-pin" || code === "token-locked" ? "pin" : "noPhone";
}
