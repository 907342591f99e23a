// Only the session in the cookie says who the person is: each route of /me gets it from here, or
// leads to the sign-in. A GET only shows; a POST comes from a page of this person (./own-form.tsx).

import type { Context } from "hono";
import type { Call } from "../../core/call.ts";
import { myself } from "../../core/me/myself.ts";
import { isByPass } from "../../core/oidc/sessions/browser-session.ts";
import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { OwnSignIn } from "../../core/ports/people/me.ts";
import { markOf } from "../../core/user.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import type { Hono } from "../../http/hono.ts";
import { type Form, readPageForm, usableFields, WHOSE } from "../form.ts";
import { type OwnPagePath, signInFor } from "../login/wanted-page.ts";
import { leave } from "../oidc/leave.ts";
import { requireOwnPage } from "../own-page.ts";
import { sessionCookie } from "../session-cookie.ts";
import { languageOf } from "../ui/page/chosen-language.ts";
import { type Page, sendPersonPage } from "../ui/page/page.tsx";
import type { OwnWords } from "../words/words.ts";
import { otherPersonPage } from "./ended.tsx";
import { markedPage } from "./own-form.tsx";
import { readOnlyPage } from "./parts.tsx";

export type C = Context<HttpEnv>;
export type Status = 200 | 400 | 403 | 404 | 409 | 429;
export type SendOwnPage = (c: C, page: (words: OwnWords) => Page, status?: Status) => Response | Promise<Response>;

/** The person's call, with the language in which a notice of it will be written. */
export const personCallOf = (c: C): Call => ({ ...callOf(c), language: languageOf(c) });

/** The serial in the path, which the router has decoded. */
export const serialInPath = (c: C): string => c.req.param("serial") ?? "";

/** The parameter that names a sign-in, by its number in the trail. */
const ABOUT = "sign-in";

/** The address of the page about a sign-in that was not the person's. */
export const notMePath = (serial: string, about: Pick<OwnSignIn, "number"> | undefined, act = ""): string =>
  `/me/not-me/${encodeURIComponent(serial)}${act}${about ? `?${ABOUT}=${about.number}` : ""}`;

/** The sign-in that the address names, if it is one of these. */
export const signInOfAddress = (c: C, signIns: readonly OwnSignIn[], serial: string): OwnSignIn | undefined =>
  signIns.find((one) => `${one.number}` === c.req.query(ABOUT) && one.serial === serial);

export type OwnPages = ReturnType<typeof ownPages>;

export function ownPages(app: Hono<HttpEnv>, { ports }: Pick<Deps, "ports">) {
  const { settings } = ports;
  const cookie = sessionCookie(settings);
  const ownPageOnly = requireOwnPage(settings, (c) => c.body(null, 403));
  const send: SendOwnPage = (c, page, status = 200) =>
    sendPersonPage(c, { service: settings.serviceDisplayName, secret: true, status }, (words) =>
      markedPage(c.var.whose ?? "", page(words)),
    );
  const sessionIn = async (c: C) => {
    const session = await myself(ports, await cookie.read(c), callOf(c));
    if (session) c.set("whose", await markOf(session));
    return session;
  };

  /** A day pass is spoken on a telephone: whoever overheard it must not change the account. */
  const refuseByPass = (c: C) => {
    c.set("reason", "confirmation-needed");
    return send(c, ({ me }) => readOnlyPage(me), 403);
  };

  return {
    get(path: OwnPagePath, show: (c: C, session: BrowserSession) => Response | Promise<Response>): void {
      app.get(path, async (c) => {
        const session = await sessionIn(c);
        if (!session) return leave(c, signInFor(new URL(c.req.url)));
        return path !== "/me" && isByPass(session.amr) ? refuseByPass(c) : show(c, session);
      });
    },

    post(path: string, handle: (c: C, session: BrowserSession, form: Form) => Promise<Response>): void {
      app.post(path, ownPageOnly, async (c) => {
        const session = await sessionIn(c);
        if (!session) return leave(c, signInFor(new URL(c.req.url)));
        const form = await readPageForm(c);
        if (typeof form === "string") return leave(c, "/me");
        if (isByPass(session.amr)) return refuseByPass(c);
        if (form(WHOSE) !== c.var.whose) return send(c, ({ me }) => otherPersonPage(session.user, me), 409);
        return handle(c, session, usableFields(form));
      });
    },

    send,

    /** Removes the cookie of a session that has just ended. */
    forget: (c: C): void => cookie.remove(c),
  };
}
