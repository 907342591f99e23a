// The page of each change: with the button that asks a phone or, once a phone has confirmed, with
// the form. A refused change shows its page again, with the reason.

import { hasPhoneConfirmed, hasPin, lookAtMe } from "../../core/me/myself.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { Reason } from "../../core/reasons.ts";
import { type ConfirmedAct, isAboutPhone } from "../../core/self-service.ts";
import { leave } from "../oidc/leave.ts";
import { notMePage } from "./not-me.tsx";
import { type C, type Send, signInOfAddress } from "./own-pages.ts";
import { type MeWords, smallPage } from "./parts.tsx";
import { addPage, phonePage } from "./phone.tsx";
import { pinPage } from "./pin.tsx";
import { codesPage } from "./recovery/codes.tsx";
import { refusalText, statusOf, textFor } from "./refused.ts";

export function createShown(ports: Ports, send: Send) {
  const { selfService, pinMinLength } = ports.settings;
  const look = (session: BrowserSession) => lookAtMe(ports, session, Date.now());

  const shown = {
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
      if (!token) return shown.phone(c, session, serial);
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

    async pin(
      c: C,
      session: BrowserSession,
      { fault, reason }: { readonly fault?: "short" | "differs"; readonly reason?: Reason } = {},
    ): Promise<Response> {
      if (!selfService.includes("pin")) return leave(c, "/me");
      const account = await look(session);
      const view = (me: MeWords) => ({ account, pinMinLength, fault, refusal: textFor(reason, account, session, me) });
      return send(c, ({ me }) => pinPage(view(me), me), fault ? 400 : statusOf(reason));
    },

    async add(c: C, session: BrowserSession, reason?: Reason): Promise<Response> {
      if (!selfService.includes("add")) return leave(c, "/me");
      const account = await look(session);
      return send(c, ({ me }) => addPage(account, textFor(reason, account, session, me), me), statusOf(reason));
    },

    async recovery(c: C, session: BrowserSession, reason?: Reason): Promise<Response> {
      if (!selfService.includes("recovery")) return leave(c, "/me");
      const account = await look(session);
      return send(c, ({ me }) => codesPage(account, textFor(reason, account, session, me), me), statusOf(reason));
    },

    /** The page of an act that no phone has confirmed. */
    act(c: C, session: BrowserSession, act: ConfirmedAct, serial: string, reason: Reason): Promise<Response> {
      if (isAboutPhone(act, serial)) return shown.phone(c, session, serial, reason);
      return act === "pin"
        ? shown.pin(c, session, { reason })
        : shown[act === "recovery" ? act : "add"](c, session, reason);
    },
  };
  return shown;
}

export type ShownPages = ReturnType<typeof createShown>;
