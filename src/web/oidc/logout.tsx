// /oidc/logout, for people and applications: src/core/oidc/sessions/logout.ts.

import type { Context } from "hono";
import { PATHS } from "../../core/oidc/discovery.ts";
import { endBrowserSession, readLogout } from "../../core/oidc/sessions/logout.ts";
import { headDecidesNothing } from "../../http/answer/methods.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { Hono } from "../../http/hono.ts";
import { readGiven } from "../../http/oidc/given.ts";
import { ownOriginOf } from "../../settings.ts";
import { isFromElsewhere, isFromOwnPage } from "../own-page.ts";
import { sessionCookie } from "../session-cookie.ts";
import { ButtonLine, Notice } from "../ui/components.tsx";
import { type Page, sendPersonPage } from "../ui/page/page.tsx";
import { screen } from "../ui/page/screen.tsx";
import type { OwnWords } from "../words/words.ts";
import { leave, queryOf } from "./leave.ts";

type View =
  | { readonly kind: "ask"; readonly fields: readonly (readonly [string, string])[]; readonly name: string | undefined }
  /** `stranded`: as `done`, but the application wanted the browser back. */
  | { readonly kind: "done" | "stranded" }
  | { readonly kind: "unregistered" };

export function logoutRoutes({ ports }: Pick<Deps, "ports">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { settings } = ports;
  const cookie = sessionCookie(settings);
  const show = (c: Context, view: View, status: 200 | 400 = 200) =>
    sendPersonPage(c, { service: settings.serviceDisplayName, secret: true, status }, (words) =>
      logoutPage(view, words),
    );

  app.on(["GET", "POST"], PATHS.logout, headDecidesNothing, async (c) => {
    const params = await readGiven(c);
    if (params === "unreadable") return show(c, { kind: "unregistered" }, 400);
    const key = await cookie.read(c);
    const { method } = c.req;
    // A form of another site brings no cookie of ours, so nobody would seem signed in. A link does.
    if (method === "POST" && !key && isFromElsewhere(c, ownOriginOf(settings)))
      return leave(c, `${PATHS.logout}?${queryOf(params)}`);
    const { client, session, address, isStranded, isProven } = await readLogout(ports, params, key, Date.now());
    // Any site could sign a person out, so it takes the session's id_token or one of our buttons.
    const hasConfirmed = method === "POST" && isFromOwnPage(c, ownOriginOf(settings));
    if (session && !isProven && !hasConfirmed)
      return isStranded
        ? show(c, { kind: "unregistered" }, 400)
        : show(c, { kind: "ask", fields: [...queryOf(params)], name: client?.clientName });
    if (session) await endBrowserSession(ports, session, callOf(c));
    cookie.remove(c);
    if (address === undefined) return show(c, { kind: isStranded ? "stranded" : "done" });
    // A redirect after a form is subject to form-action, which names no other site.
    if (!hasConfirmed) return leave(c, address);
    c.header("Refresh", `0; url=${address}`);
    return show(c, { kind: "done" });
  });

  return app;
}

function logoutPage(view: View, { oidc: { logout } }: OwnWords): Page {
  const content =
    view.kind === "ask" ? (
      <form class="form" method="post" action={PATHS.logout}>
        {view.fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <p class="lead">{view.name === undefined ? logout.ask.text : logout.ask.textFor(view.name)}</p>
        <ButtonLine>{logout.ask.submit}</ButtonLine>
      </form>
    ) : (
      <Notice kind={view.kind === "unregistered" ? "danger" : "success"} text={logout[view.kind].text} />
    );
  return screen(logout[view.kind].title, content, { "data-logout": view.kind });
}
