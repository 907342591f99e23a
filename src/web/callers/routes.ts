// /call: somebody on the phone with the help desk types a number and shows who they are. Strangers
// see it, so it has the limits on guesses of the sign-in page, and one sentence for everything that
// is wrong about a number. Every step is a form of its own page.

import type { Context } from "hono";
import { asLogin, type LoginCall } from "../../core/call.ts";
import type { OwnProof } from "../../core/callers/acts.ts";
import { ownerNamed } from "../../core/login/known-browser.ts";
import { type CallTicket, openDeskCall, openTicket, refuseDeskCall, sealTicket } from "../../core/me/desk-call.ts";
import {
  askCallersPhone,
  proveByBrowser,
  proveByCode,
  proveByPin,
  takeCallersPhone,
} from "../../core/me/prove-caller.ts";
import type { Outcome, ReasonCode } from "../../core/reasons.ts";
import { readingsOf } from "../../core/user.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { guessedAt } from "../../http/guard/guesses.ts";
import { Hono } from "../../http/hono.ts";
import { placeSeen } from "../../http/request/address.ts";
import { readNamed } from "../../http/request/subject.ts";
import { readDigits } from "../../tiqr/requests.ts";
import { knownBrowserCookie } from "../login/cookie.ts";
import { withPageParameters } from "../login/parameters.ts";
import { leave } from "../oidc/leave.ts";
import { requireOwnPage } from "../own-page.ts";
import { brandFor } from "../ui/page/brand.ts";
import { languageOf } from "../ui/page/chosen-language.ts";
import { type Page, sendPersonPage } from "../ui/page/page.tsx";
import { readConfirmationStep } from "../ui/phone/confirmation-step.ts";
import type { OwnWords } from "../words/words.ts";
import { type CallFault, callEndPage, callPhonePage, startPage, waysPage, whoPage } from "./pages.tsx";

type C = Context<HttpEnv>;
type Status = 200 | 400 | 429;
type Step = (c: C, ticket: CallTicket, sealed: string, call: LoginCall) => Promise<Response>;

export function callPageRoutes({
  ports,
  guesses,
  rateLimits,
}: Pick<Deps, "ports" | "guesses" | "rateLimits">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { settings, sealer } = ports;
  const { serviceDisplayName: service } = settings;
  const known = knownBrowserCookie(ports);
  const form = [requireOwnPage(settings, (c) => c.body(null, 403)), withPageParameters] as const;
  const send = (c: C, page: (words: OwnWords) => Page, status: Status = 200) =>
    sendPersonPage(c, { service, secret: true, status }, page);
  const start = (c: C, user: string, fault?: CallFault) =>
    send(c, (words) => startPage(user, fault, words), fault && (fault === "tooMany" ? 429 : 400));
  const ways = (c: C, sealed: string, ticket: CallTicket, fault?: CallFault) =>
    send(c, (words) => waysPage({ sealed, ticket, fault }, words), fault && (fault === "tooMany" ? 429 : 400));

  app.get("/call", (c) => start(c, ""));

  app.post("/call", ...form, async (c) => {
    const { parameter, fault } = c.var;
    const user = parameter("user") ?? "";
    const read = readNamed(parameter, settings);
    if (fault || !read.ok || !read.named) return start(c, user, "number");
    const { named } = read;
    const before = await known.read(c);
    const typed = {
      named,
      number: (parameter("number") ?? "").replace(/\s/g, ""),
      known: before,
      country: placeSeen(c, settings.trustedProxy).country ?? "",
    };
    const opened = await guesses.judged(
      c,
      guessedAt({ named, serial: undefined }, settings),
      () => openDeskCall(ports, typed, loginCallOf(c)),
      await ownerNamed(before, readingsOf(named, settings)),
    );
    if (!opened.ok) return start(c, user, opened.reason.code === "too-many-requests" ? "tooMany" : "number");
    const { ticket } = opened;
    const sealed = await sealTicket(sealer, ticket);
    return send(c, (words) => whoPage({ sealed, ticket }, brandFor(c).help?.text, service, words));
  });

  step("/call/ways", (c, ticket, sealed) => Promise.resolve(ways(c, sealed, ticket)));

  step("/call/refuse", async (c, ticket, _, call) => {
    await refuseDeskCall(ports, ticket, call);
    return send(c, (words) => callEndPage(words, brandFor(c).help));
  });

  step("/call/phone", async (c, ticket, sealed, call) => {
    // Each rings a phone, so a call may do this only so often.
    const limited = await rateLimits("guess", `caller ${ticket.id}`).called();
    if (limited) return ways(c, sealed, ticket, "tooMany");
    const asked = await askCallersPhone(ports, ticket, call);
    if (!asked.ok) return ways(c, sealed, ticket, "noPhone");
    const { transactionId, attributes } = asked.challenge;
    const view = { transactionId, link: attributes.value, image: attributes.img, isWrong: false };
    return send(c, (words) => callPhonePage({ sealed, ticket, ...view }, words));
  });

  step("/call/confirmed", async (c, ticket, sealed, call) => {
    const { transaction_id: transactionId, link } = readConfirmationStep((name) => c.var.parameter(name) ?? "");
    const response = readDigits(c.var.parameter("response"));
    const limited = response === undefined ? undefined : await guesses.closed(c, transactionId);
    const answer = { transactionId, response: limited ? undefined : response };
    const taken = await takeCallersPhone(ports, ticket, answer, call);
    if (taken.ok) return shown(c, ticket, "phone");
    if (response !== undefined && !limited) await guesses.failed(c, transactionId, taken.reason);
    const state = await ports.transactions.state(transactionId);
    // A script sends this form at each change: shown again, an ended login would be sent endlessly.
    if (state !== "open" || link === "") return ways(c, sealed, ticket, limited ? "tooMany" : "over");
    const view = { transactionId, link, image: await ports.qrImage(link, "png"), isWrong: response !== undefined };
    return send(c, (words) => callPhonePage({ sealed, ticket, ...view }, words), view.isWrong ? 400 : 200);
  });

  guess("pin", (c, ticket, call) => proveByPin(ports, ticket, c.var.parameter("pin") ?? "", call));
  guess("code", (c, ticket, call) => proveByCode(ports, ticket, c.var.parameter("code") ?? "", call));
  guess("browser", (_, ticket, call) => proveByBrowser(ports, ticket, call));

  return app;

  function loginCallOf(c: C): LoginCall {
    return asLogin({ ...callOf(c), language: languageOf(c) });
  }

  /** A form with a ticket. */
  function step(path: string, handle: Step): void {
    app.get(path, (c) => leave(c, "/call")); // Enter in the address bar
    app.post(path, ...form, async (c) => {
      const sealed = c.var.parameter("ticket") ?? "";
      const ticket = await openTicket(sealer, sealed, Date.now());
      return ticket ? handle(c, ticket, sealed, loginCallOf(c)) : start(c, "", "over");
    });
  }

  /** A step that may be a guess: it counts in the limits of the sign-in page. */
  function guess(
    proof: OwnProof,
    judge: (c: C, ticket: CallTicket, call: LoginCall) => Promise<Outcome<object, ReasonCode>>,
  ): void {
    step(`/call/${proof}`, async (c, ticket, sealed, call) => {
      const at = guessedAt({ serial: undefined, named: ticket }, settings);
      const browser = await ownerNamed(await known.read(c), readingsOf(ticket, settings));
      const done = await guesses.judged(c, at, () => judge(c, ticket, call), browser);
      if (done.ok) return shown(c, ticket, proof);
      const { code } = done.reason;
      if (code === "challenge-not-open") return start(c, "", "over");
      return ways(c, sealed, ticket, code === "too-many-requests" ? "tooMany" : "wrong");
    });
  }

  /** The page knows what was shown by its ticket, and reads nothing. */
  async function shown(c: C, ticket: CallTicket, proof: OwnProof): Promise<Response> {
    const proofs: readonly OwnProof[] = ticket.known ? [proof, "browser"] : [proof];
    const next = { ...ticket, proved: [...new Set([...ticket.proved, ...proofs])] };
    return ways(c, await sealTicket(sealer, next), next);
  }
}
