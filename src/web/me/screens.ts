// The page of each change: with the button that asks a phone or, once a phone has confirmed, with
// the form. A refused change shows its page again, with the reason.

import { lacksPin } from "../../core/me/confirm.ts";
import { hasPhoneConfirmed, hasPin, lookAtMe } from "../../core/me/myself.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { OwnAccount } from "../../core/ports/people/me.ts";
import type { Reason, ReasonCode } from "../../core/reasons.ts";
import { type ConfirmedAct, isAboutPhone } from "../../core/self-service.ts";
import { leave } from "../oidc/leave.ts";
import type { Page } from "../ui/page/page.tsx";
import { notMePage } from "./not-me.tsx";
import { type C, type SendOwnPage, type Status, signInOfAddress } from "./own-pages.ts";
import { type MeWords, type RefusedKey, smallPage } from "./parts.tsx";
import { addPage, phonePage } from "./phone.tsx";
import { type PinView, pinPage } from "./pin.tsx";
import { codesPage } from "./recovery/codes.tsx";

export function createOwnScreens(ports: Ports, send: SendOwnPage) {
  const { selfService, pinMinLength } = ports.settings;
  const look = (session: BrowserSession) => lookAtMe(ports, session, Date.now());

  const screens = {
    async phone(
      c: C,
      session: BrowserSession,
      serial: string,
      refusal?: Reason | ((me: MeWords) => string),
    ): Promise<Response> {
      const account = await look(session);
      const token = account.tokens.find((own) => own.serial === serial && !own.revoked);
      if (!token) {
        const unknown = { code: "unknown-serial" } as const;
        return send(c, ({ me }) => smallPage(me.title, me, { refusal: refusalText(unknown, me) }), 404);
      }
      const may = { mayRemove: selfService.includes("remove"), mayAdd: selfService.includes("add") };
      const text = (me: MeWords) =>
        typeof refusal === "function" ? refusal(me) : textFor(refusal, account, session, me);
      const status = typeof refusal === "function" ? 400 : statusOf(refusal);
      return send(c, ({ me }) => phonePage({ token, account, ...may, refusal: text(me) }, me), status);
    },

    async notMe(c: C, session: BrowserSession, serial: string, reason?: Reason): Promise<Response> {
      const account = await look(session);
      const token = account.tokens.find((own) => own.serial === serial && !own.revoked);
      if (!token) return screens.phone(c, session, serial);
      const about = signInOfAddress(c, account.signIns, serial);
      const isPin = reason?.code === "wrong-pin" || reason?.code === "token-locked";
      const byPhone = about === undefined || hasPhoneConfirmed(about, account);
      const text = (me: MeWords) => (isPin ? me.notMe.wrongPin : textFor(reason, account, session, me));
      return send(
        c,
        ({ me }) => notMePage({ token, about, byPhone, asksPin: hasPin(account), refusal: text(me) }, me),
        statusOf(reason),
      );
    },

    pin(c: C, session: BrowserSession, reason?: Reason, fault?: PinView["fault"]): Promise<Response> {
      const page = (account: OwnAccount, refusal: string | undefined, me: MeWords) =>
        pinPage({ account, pinMinLength, fault, refusal }, me);
      return protection(c, session, "pin", reason, page, fault ? 400 : statusOf(reason));
    },

    add: (c: C, session: BrowserSession, reason?: Reason) => protection(c, session, "add", reason, addPage),

    recovery: (c: C, session: BrowserSession, reason?: Reason) => protection(c, session, "recovery", reason, codesPage),

    /** The page of an act that no phone has confirmed. */
    act(c: C, session: BrowserSession, act: ConfirmedAct, serial: string, reason: Reason): Promise<Response> {
      if (act === "remove" || isAboutPhone(act, serial)) return screens.phone(c, session, serial, reason);
      return screens[act](c, session, reason);
    },
  };
  return screens;

  /** An act that is not offered has no page. */
  async function protection(
    c: C,
    session: BrowserSession,
    act: "pin" | "add" | "recovery",
    reason: Reason | undefined,
    page: (account: OwnAccount, refusal: string | undefined, me: MeWords) => Page,
    status = statusOf(reason),
  ): Promise<Response> {
    if (!selfService.includes(act)) return leave(c, "/me");
    const account = await look(session);
    return send(c, ({ me }) => page(account, textFor(reason, account, session, me), me), status);
  }
}

export type OwnScreens = ReturnType<typeof createOwnScreens>;

/** What a page says of each refusal; of any other it says that nothing was changed. */
const TEXTS: Readonly<Partial<Record<ReasonCode, RefusedKey>>> = {
  "confirmation-needed": "unconfirmed",
  "unknown-serial": "unknown",
  "not-answered": "notYet",
  "wrong-response": "wrong",
  "locked-by-response": "wrong",
  "challenge-not-open": "over",
  "nothing-to-finalize": "over",
  "too-many-requests": "tooMany",
};

export const refusalText = ({ code }: Reason, { refused }: MeWords): string => refused[TEXTS[code] ?? "other"];

/** For a page with the account, which can tell a missing PIN from a missing confirmation. */
function textFor(
  reason: Reason | undefined,
  account: OwnAccount,
  session: BrowserSession,
  me: MeWords,
): string | undefined {
  if (reason?.code === "confirmation-needed" && lacksPin(account, session)) return me.refused.needsPin;
  return reason && refusalText(reason, me);
}

export function statusOf(reason: Reason | undefined): Status {
  if (!reason) return 200;
  if (reason.code === "too-many-requests") return 429;
  return reason.code === "confirmation-needed" || reason.code === "missing-right" ? 403 : 400;
}
