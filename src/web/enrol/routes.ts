// /enrol/<link>: the enrolment page. A GET shows it; each POST is a step of src/core/enrolment.
//
// Whoever reads the link could take over an enrolment that its owner has begun, so the first GET
// gives the browser a cookie, named after the link. It is SameSite=Lax: Strict would withhold it
// after a link in a mail. Forged steps of other sites are kept out by Fetch Metadata or Origin.

import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { signInEnrolled } from "../../core/enrolment/first-sign-in.ts";
import {
  followsRecovery,
  isKey,
  type LinkView,
  linkOf,
  lookAtLink,
  makeKey,
  type Visitor,
} from "../../core/enrolment/link.ts";
import { renewCode, startLink } from "../../core/enrolment/link-code.ts";
import { choosePin } from "../../core/enrolment/link-pin.ts";
import { finalizeTrial, TRIAL_FACTORS, tryLogin } from "../../core/enrolment/link-trial.ts";
import { browserNameOf } from "../../core/oidc/sessions/browser-name.ts";
import { cookieOf } from "../../core/oidc/sessions/browser-session.ts";
import { hashSession } from "../../core/phone-session.ts";
import type { Reason, Refusal } from "../../core/reasons.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { Hono } from "../../http/hono.ts";
import { type Form, readPageForm, usableFields } from "../form.ts";
import { hostCookies, isOverHttps } from "../host-cookie.ts";
import { knownBrowserCookie } from "../login/cookie.ts";
import { requireOwnPage } from "../own-page.ts";
import { sessionCookie } from "../session-cookie.ts";
import { sendPersonPage } from "../ui/page/page.tsx";
import { isOnAndroid } from "../ui/phone/open-in-app.tsx";
import { KNOWS_OF_KEY } from "../ui/phone/watch.ts";
import { SKIPS_PIN } from "./enrolled.tsx";
import { onwardFrom } from "./onward.tsx";
import { enrolPage } from "./page.tsx";
import type { EnrolmentPage } from "./parts.tsx";
import { SHOWS_APP, STORE_ADDRESSES } from "./under-way.tsx";

type Extra = Partial<Pick<EnrolmentPage, "trial" | "onward" | "image" | "refusal" | "skipsPin" | "showsApp">>;

export function enrolmentPageRoutes({ ports, rateLimits }: Pick<Deps, "ports" | "rateLimits">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  let stores: readonly string[] | undefined;
  const { serviceDisplayName: service, pinMinLength } = ports.settings;
  const cookies = hostCookies("Lax", isOverHttps(ports.settings));
  const sessions = sessionCookie(ports.settings);
  const known = knownBrowserCookie(ports);
  const ownPageOnly = requireOwnPage(ports.settings, (c) => c.body(null, 403));

  app.use("/enrol/:link/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    await next();
  });

  app.get("/enrol/:link", async (c) => {
    const visitor = await visitorOf(c);
    const view = await look(visitor);
    if (view.state === "fresh" && visitor.browserKey === undefined && c.req.method === "GET")
      await giveKey(c, view.link.expiresAtMs);
    const asks = (name: string) => c.req.query(name) !== undefined;
    return show(c, visitor, view, { skipsPin: asks(SKIPS_PIN), showsApp: asks(SHOWS_APP) });
  });

  step("start", async (c, visitor, form) => {
    const done = await startLink(ports, visitor, form("name"), callOf(c));
    if (done.ok) return back(c);
    if (done.reason.code === "too-long" || done.reason.code === "invalid-parameter")
      return showRefused(c, visitor, "name");
    return visitor.browserKey === undefined ? showRefused(c, visitor, "cookies") : refused(c, visitor, done);
  });

  step("code", async (c, visitor, form) => {
    const done = await renewCode(ports, visitor, form(KNOWS_OF_KEY) !== "", callOf(c));
    return done.ok ? back(c) : refused(c, visitor, done);
  });

  step("pin", async (c, visitor, form) => {
    const pin = form("pin");
    // A slip in a hidden PIN would show only at the first login, so it is typed twice.
    if (pin !== form("repeat")) return showRefused(c, visitor, "repeat");
    const done = await choosePin(ports, visitor, pin, callOf(c));
    if (done.ok) return back(c);
    return done.reason.code === "pin-too-short" ? showRefused(c, visitor, "pin") : refused(c, visitor, done);
  });

  step("login", async (c, visitor, form) => {
    // Each opens a transaction, so a link may do this only so often.
    const limited = await rateLimits("guess", `enrol ${await hashSession(visitor.key)}`).called();
    if (limited) return showRefused(c, visitor, "tooManyRequests", 429);
    const triggered = await tryLogin(ports, visitor, form("pin"), callOf(c));
    if (!triggered.ok) return refused(c, visitor, triggered);
    const { challenge, factor } = triggered;
    const { transactionId, attributes } = challenge;
    const trial = { link: attributes.value, transactionId, factor };
    return show(c, visitor, await look(visitor), { trial, image: attributes.img });
  });

  step("finish", async (c, visitor, form) => {
    const factor = TRIAL_FACTORS.find((each) => each === form("factor")) ?? "unasked";
    const finished = await finalizeTrial(ports, visitor, { transactionId: form("transaction_id"), factor }, callOf(c));
    if (!finished.ok) return show(c, visitor, await look(visitor), { trial: "failed", skipsPin: true });
    const name = browserNameOf(c.req.header("User-Agent") ?? "");
    const browser = { name, earlier: await sessions.read(c), known: await known.read(c) };
    const signedIn = await signInEnrolled(ports, finished.view, factor, browser, callOf(c));
    if (signedIn) {
      sessions.give(c, cookieOf(signedIn.session, signedIn.secret));
      known.give(c, signedIn.keep);
    }
    const view = await look(visitor);
    const trial = signedIn ? "signed-in" : "done";
    return show(c, visitor, view, { trial, onward: await onwardFrom(ports, linkOf(view)), skipsPin: true });
  });

  return app;

  /** Draws them once: they are the same for everyone. */
  async function drawStores(): Promise<readonly string[]> {
    stores ??= await Promise.all(STORE_ADDRESSES.map((address) => ports.qrImage(address, "png")));
    return stores;
  }

  function step(name: string, handler: (c: Context<HttpEnv>, visitor: Visitor, form: Form) => Promise<Response>): void {
    app.post(`/enrol/:link/${name}`, ownPageOnly, async (c) => {
      const visitor = await visitorOf(c);
      const form = await readPageForm(c);
      return typeof form === "string" ? showRefused(c, visitor, "other") : handler(c, visitor, usableFields(form));
    });
  }

  async function visitorOf(c: Context<HttpEnv>): Promise<Visitor> {
    const key = c.req.param("link") ?? "";
    const browserKey = cookies.read(c, await cookieName(key));
    return { key, browserKey: browserKey !== undefined && isKey(browserKey) ? browserKey : undefined };
  }

  async function cookieName(key: string): Promise<string> {
    return `enrol-${(await hashSession(key)).slice(0, 16)}`;
  }

  async function giveKey(c: Context<HttpEnv>, expiresAtMs: number): Promise<void> {
    const maxAgeSeconds = Math.ceil((expiresAtMs - Date.now()) / 1000);
    cookies.give(c, await cookieName(c.req.param("link") ?? ""), makeKey(ports.randomBytes), maxAgeSeconds);
  }

  function look({ key, browserKey }: Visitor): Promise<LinkView> {
    return lookAtLink(ports, key, browserKey, Date.now());
  }

  async function refused(c: Context<HttpEnv>, visitor: Visitor, { reason }: Refusal): Promise<Response> {
    c.set("reason", reason.code);
    return showRefused(c, visitor, REFUSALS[reason.code] ?? "other");
  }

  async function showRefused(
    c: Context<HttpEnv>,
    visitor: Visitor,
    refusal: EnrolmentPage["refusal"],
    status: ContentfulStatusCode = 400,
  ): Promise<Response> {
    return show(c, visitor, await look(visitor), { refusal }, status);
  }

  async function show(
    c: Context<HttpEnv>,
    { key }: Visitor,
    view: LinkView,
    extra: Extra = {},
    status: ContentfulStatusCode = 200,
  ): Promise<Response> {
    const image = view.state === "started" ? await ports.qrImage(view.code, "png") : undefined;
    const drawn = view.state === "fresh" || extra.showsApp ? await drawStores() : undefined;
    const codesLeft =
      view.state === "fresh" && followsRecovery(view.link)
        ? ((await ports.self.recoveryOf(view.link))?.left ?? 0)
        : undefined;
    const onAndroid = isOnAndroid(c);
    const known = { codesLeft, service, pinMinLength, nowMs: Date.now() };
    const page = { view, path: `/enrol/${key}`, onAndroid, ...known, image, stores: drawn, ...extra };
    return sendPersonPage(c, { service, secret: true, status: OVER[view.state] ?? status }, (words) =>
      enrolPage(page, words.enrol),
    );
  }
}

const REFUSALS: Readonly<Partial<Record<Reason["code"], EnrolmentPage["refusal"]>>> = {
  "too-many-tokens": "tooManyTokens",
  "wrong-pin": "wrongPin",
  "token-locked": "wrongPin",
};

const OVER: Readonly<Partial<Record<LinkView["state"], ContentfulStatusCode>>> = {
  unknown: 404,
  used: 410,
  expired: 410,
  withdrawn: 410,
};

/** Redirects to the page as it now stands, so that a reload repeats no step. */
const back = (c: Context<HttpEnv>): Response => c.redirect(`/enrol/${c.req.param("link")}`, 303);
