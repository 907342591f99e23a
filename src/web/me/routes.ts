// /me: a signed-in person's own phones, PIN, sessions and sign-ins. A GET only shows; each POST is a form of these pages and one act of
// src/core/me. The session in the cookie says who the person is, and no form can: a serial that is not theirs is refused there.

import type { Context } from "hono";
import { addPhone } from "../../core/me/add.ts";
import { askMyPhone, lacksPin, takeConfirmation } from "../../core/me/confirm.ts";
import { handleOf, lookAtMe, myself } from "../../core/me/myself.ts";
import { MAX_NAME_CHARACTERS, removePhone, renamePhone } from "../../core/me/phones.ts";
import { changePin } from "../../core/me/pin.ts";
import { makeRecoveryCodes } from "../../core/me/recovery-codes.ts";
import { disownSignIn, endMySessions } from "../../core/me/sessions.ts";
import type { BrowserSession } from "../../core/oidc/browser-session.ts";
import type { Reason } from "../../core/reasons.ts";
import { type ConfirmedAct, isConfirmedAct } from "../../core/self-service.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { Hono } from "../../http/hono.ts";
import { onlyMethods } from "../../http/methods.ts";
import { faultOf } from "../../http/params.ts";
import { readDigits } from "../../tiqr/requests.ts";
import { stepIn } from "../console/phone-step.tsx";
import { type Form, readPageForm } from "../form.ts";
import { sessionCookie } from "../oidc/session-cookie.ts";
import { requireOwnPage } from "../own-page.ts";
import { type Page, sendPage } from "../ui/page.tsx";
import type { Words } from "../words/words.ts";
import { addPage, endPage, notMePage, phonePage, pinPage } from "./changes.tsx";
import { confirmPage } from "./confirm.tsx";
import { overviewPage } from "./overview.tsx";
import { type MeWords, type RefusedKey, smallPage } from "./parts.tsx";
import { codesPage, madeCodesPage } from "./recovery.tsx";

type C = Context<HttpEnv>;
type Status = 200 | 400 | 403 | 404 | 429;
type Handle = (c: C, session: BrowserSession, form: Form) => Promise<Response>;

/** What a page says of a refusal; any other says that nothing was changed. */
const SAID: Readonly<Partial<Record<Reason["code"], RefusedKey>>> = {
  "confirmation-needed": "unconfirmed",
  "unknown-serial": "unknown",
  "not-answered": "notYet",
  "wrong-response": "wrong",
  "locked-by-response": "wrong",
  "challenge-not-open": "over",
  "nothing-to-finalize": "over",
  "too-many-requests": "tooMany",
};

export function meRoutes({
  ports,
  rateLimits,
  guesses,
}: Pick<Deps, "ports" | "rateLimits" | "guesses">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { settings } = ports;
  const { serviceDisplayName: service, pinMinLength, selfService, lockRule } = settings;
  const cookie = sessionCookie(settings);
  const ownPageOnly = requireOwnPage(settings, (c) => c.body(null, 403));
  const send = (c: C, page: (words: Words) => Page, status: Status = 200) =>
    sendPage(c, { service, secret: true, status }, page);

  get("/me", async (c, session) => {
    const nowMs = Date.now();
    const account = await lookAtMe(ports, session, nowMs);
    const handles = new Map(
      await Promise.all(account.sessions.map(async (own) => [own.id, await handleOf(own)] as const)),
    );
    const clock = { nowMs, lockRule };
    const shown = { session, account, handles, clock, service, done: c.req.query("done"), may: selfService };
    return send(c, ({ me }) => overviewPage(shown, me));
  });

  get("/me/phone/:serial", (c, session) => showPhone(c, session, serialOf(c), undefined));

  post("/me/phone/:serial", async (c, session, form) => {
    const renamed = await renamePhone(ports, session, serialOf(c), form("name"), callOf(c));
    if (renamed.ok) return back(c, "/me?done=renamed");
    if (renamed.reason.code !== "too-long") return showPhone(c, session, serialOf(c), renamed.reason);
    return showPhone(c, session, serialOf(c), (me) => me.refused.name(MAX_NAME_CHARACTERS));
  });

  post("/me/phone/:serial/remove", async (c, session, form) => {
    const serial = serialOf(c);
    const removed = await removePhone(ports, session, serial, form("last") === "yes", callOf(c));
    if (removed === "last") return showPhone(c, session, serial, (me) => me.phone.last);
    if (!removed.ok) return showPhone(c, session, serial, removed.reason);
    if (serial !== session.serial) return back(c, "/me?done=removed");
    cookie.remove(c);
    return send(c, ({ me }) => endPage("removed", me));
  });

  get("/me/pin", (c, session) => showPin(c, session, {}));

  post("/me/pin", async (c, session, form) => {
    const pin = form("pin");
    // The typed PIN is hidden, and a typing mistake would show only at the next sign-in. So it is typed twice.
    if (pin !== form("repeat")) return showPin(c, session, { fault: "differs" });
    const changed = await changePin(ports, session, pin, callOf(c));
    if (changed.ok) return back(c, "/me?done=pin");
    if (changed.reason.code === "pin-too-short") return showPin(c, session, { fault: "short" });
    return showPin(c, session, { reason: changed.reason });
  });

  get("/me/add", (c, session) => showAdd(c, session, undefined));

  post("/me/add", async (c, session) => {
    const added = await addPhone(ports, session, callOf(c));
    return added.ok ? back(c, added.path) : showAdd(c, session, added.reason);
  });

  get("/me/recovery", (c, session) => showRecovery(c, session, undefined));

  post("/me/recovery", async (c, session) => {
    const made = await makeRecoveryCodes(ports, session, callOf(c));
    if (!made.ok) return showRecovery(c, session, made.reason);
    return send(c, ({ me }) => madeCodesPage(made.codes, session.user, service, me));
  });

  post("/me/sessions", async (c, session, form) => {
    await endMySessions(ports, session, form("session") || undefined, callOf(c));
    return back(c, "/me?done=ended");
  });

  get("/me/not-me/:serial", async (c, session) => {
    const token = await tokenOf(session, serialOf(c));
    return token ? send(c, ({ me }) => notMePage(token, me)) : showPhone(c, session, serialOf(c), undefined);
  });

  post("/me/not-me/:serial", async (c, session) => {
    const disowned = await disownSignIn(ports, session, serialOf(c), callOf(c));
    if (!disowned.ok) return showPhone(c, session, serialOf(c), disowned.reason);
    cookie.remove(c);
    return send(c, ({ me }) => endPage("notMe", me));
  });

  post("/me/confirm", async (c, session, form) => {
    const [act, serial] = [form("act"), form("serial")];
    if (!isConfirmedAct(act)) return back(c, "/me");
    const limited = await rateLimits("guess", `self ${session.id}`).called();
    if (limited) return refuseAct(c, session, act, serial, limited);
    const asked = await askMyPhone(ports, session, act, callOf(c));
    if (!asked.ok) return refuseAct(c, session, act, serial, asked.reason);
    const { transactionId, attributes } = asked.challenge;
    const view = { act, serial, transactionId, link: attributes.value, image: attributes.img };
    return send(c, (words) => confirmPage({ ...view, refusal: undefined, isWrong: false }, words));
  });

  post("/me/confirmed", async (c, session, form) => {
    const [act, serial, step] = [form("act"), form("serial"), stepIn(form)];
    if (!isConfirmedAct(act)) return back(c, "/me");
    const transactionId = step.transaction_id;
    const response = readDigits(form("response"));
    const limited = response === undefined ? undefined : await guesses.closed(c, transactionId);
    const given = { transactionId, response: limited ? undefined : response };
    const confirmed = await takeConfirmation(ports, session, act, given, callOf(c));
    if (confirmed.ok) return back(c, placeOf(act, serial));
    if (response !== undefined && !limited) await guesses.failed(c, transactionId, confirmed.reason);
    const reason = limited ?? confirmed.reason;
    const state = await ports.transactions.state(transactionId);
    // A script sends this form at each change, so a login that is over must not be shown again.
    if (state !== "open" || step.link === "")
      return refuseAct(c, session, act, serial, state === "answered" ? reason : { code: "challenge-not-open" });
    const view = { act, serial, transactionId, link: step.link, image: await ports.qrImage(step.link, "png") };
    const isWrong = response !== undefined;
    return send(
      c,
      (words) => confirmPage({ ...view, refusal: textOf(reason, words.me), isWrong }, words),
      statusOf(reason),
    );
  });

  // A person has pressed Enter in the address bar, or loads a page again that a script has put there.
  for (const path of ["/me/phone/:serial/remove", "/me/sessions", "/me/confirm", "/me/confirmed"]) {
    app.get(path, (c) => back(c, "/me"));
    onlyMethods(app, path, ["GET", "POST"]);
  }
  for (const path of ["/me/phone/:serial", "/me/pin", "/me/add", "/me/recovery", "/me/not-me/:serial"])
    onlyMethods(app, path, ["GET", "POST"]);
  onlyMethods(app, "/me", ["GET"]);

  return app;

  function get(path: string, show: (c: C, session: BrowserSession) => Promise<Response>): void {
    app.get(path, async (c) => {
      const session = await myself(ports, await cookie.read(c), callOf(c));
      return session ? show(c, session) : back(c, "/login");
    });
  }

  function post(path: string, handle: Handle): void {
    app.post(path, ownPageOnly, async (c) => {
      const session = await myself(ports, await cookie.read(c), callOf(c));
      if (!session) return back(c, "/login");
      const form = await readPageForm(c);
      return typeof form === "string" ? back(c, "/me") : handle(c, session, usable(form));
    });
  }

  async function tokenOf(session: BrowserSession, serial: string) {
    const { tokens } = await lookAtMe(ports, session, Date.now());
    return tokens.find((own) => own.serial === serial && !own.revoked);
  }

  async function showPhone(
    c: C,
    session: BrowserSession,
    serial: string,
    refusal: Reason | ((me: MeWords) => string) | undefined,
  ): Promise<Response> {
    const account = await lookAtMe(ports, session, Date.now());
    const token = account.tokens.find((own) => own.serial === serial && !own.revoked);
    if (!token) return showOnly(c, { code: "unknown-serial" }, 404);
    const mayRemove = selfService.includes("remove");
    const text = (me: MeWords) =>
      typeof refusal === "function" ? refusal(me) : refusedText(refusal, account, session, me);
    const status = refusal === undefined ? 200 : typeof refusal === "function" ? 400 : statusOf(refusal);
    return send(c, ({ me }) => phonePage({ token, account, mayRemove, refusal: text(me) }, me), status);
  }

  async function showPin(
    c: C,
    session: BrowserSession,
    { fault, reason }: { readonly fault?: "short" | "differs"; readonly reason?: Reason },
  ): Promise<Response> {
    if (!selfService.includes("pin")) return back(c, "/me");
    const account = await lookAtMe(ports, session, Date.now());
    const status = reason ? statusOf(reason) : fault ? 400 : 200;
    return send(
      c,
      ({ me }) => pinPage({ account, pinMinLength, fault, refusal: refusedText(reason, account, session, me) }, me),
      status,
    );
  }

  async function showAdd(c: C, session: BrowserSession, reason: Reason | undefined): Promise<Response> {
    if (!selfService.includes("add")) return back(c, "/me");
    const account = await lookAtMe(ports, session, Date.now());
    const status = reason ? statusOf(reason) : 200;
    return send(c, ({ me }) => addPage(account, refusedText(reason, account, session, me), me), status);
  }

  async function showRecovery(c: C, session: BrowserSession, reason: Reason | undefined): Promise<Response> {
    if (!selfService.includes("recovery")) return back(c, "/me");
    const account = await lookAtMe(ports, session, Date.now());
    const status = reason ? statusOf(reason) : 200;
    return send(c, ({ me }) => codesPage(account, refusedText(reason, account, session, me), me), status);
  }

  function refusedText(
    reason: Reason | undefined,
    account: Parameters<typeof lacksPin>[0],
    session: BrowserSession,
    me: MeWords,
  ): string | undefined {
    if (reason?.code === "confirmation-needed" && lacksPin(account, session)) return me.refused.needsPin;
    return reason && textOf(reason, me);
  }

  /** Shows the page of the act, with the reason. */
  function refuseAct(c: C, session: BrowserSession, act: string, serial: string, reason: Reason): Promise<Response> {
    if (act === "pin") return showPin(c, session, { reason });
    if (act === "recovery") return showRecovery(c, session, reason);
    return act === "add" ? showAdd(c, session, reason) : showPhone(c, session, serial, reason);
  }

  function showOnly(c: C, reason: Reason, status: Status) {
    return send(c, ({ me }) => smallPage(me.title, me, { refusal: textOf(reason, me) }), status);
  }
}

/** The part of the path, which the router has decoded. */
const serialOf = (c: C): string => c.req.param("serial") ?? "";

/** The page on which a confirmed act is done. No address from a form is followed. */
const placeOf = (act: ConfirmedAct, serial: string): string =>
  act === "remove" ? `/me/phone/${encodeURIComponent(serial)}` : `/me/${act}`;

const textOf = ({ code }: Reason, { refused }: MeWords): string => refused[SAID[code] ?? "other"];

function statusOf({ code }: Reason): Status {
  if (code === "too-many-requests") return 429;
  return code === "confirmation-needed" || code === "missing-right" ? 403 : 400;
}

function back(c: C, path: string): Response {
  c.header("Cache-Control", "no-store");
  return c.redirect(path, 303);
}

/** Takes a field that the API would refuse as an empty one. */
const usable =
  (form: Form): Form =>
  (name) =>
    faultOf([name, form(name)]) ? "" : form(name).toWellFormed();
