// /me: a signed-in person's own phones, PIN, sessions and sign-ins. Each POST is one act of
// src/core/me, which refuses a serial that is not the person's.

import { myConfirmations } from "../../core/ciba/mine.ts";
import { objectToWait } from "../../core/me/desk-call.ts";
import { disownSignIn, endOwnSessions } from "../../core/me/disown.ts";
import { handleOf, lookAtMe } from "../../core/me/myself.ts";
import { addPhone, removePhone, renamePhone } from "../../core/me/phones.ts";
import { changePin } from "../../core/me/pin.ts";
import { makeRecoveryCodes } from "../../core/me/recovery-codes.ts";
import { endMySessions } from "../../core/me/sessions.ts";
import { isByPass } from "../../core/oidc/sessions/browser-session.ts";
import { MAX_NAME_CHARACTERS } from "../../core/token/description.ts";
import type { HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { guessedAt } from "../../http/guard/guesses.ts";
import { Hono } from "../../http/hono.ts";
import { leave } from "../oidc/leave.ts";
import { brandFor } from "../ui/page/brand.ts";
import { askedPage } from "./asked.tsx";
import { ownConfirmRoutes } from "./confirm.tsx";
import { endPage } from "./ended.tsx";
import { overviewPage } from "./overview.tsx";
import { ownPages, personCallOf, serialInPath } from "./own-pages.ts";
import { madeCodesPage } from "./recovery/codes.tsx";
import { createOwnScreens } from "./screens.ts";

export function meRoutes(deps: Pick<Deps, "ports" | "rateLimits" | "guesses">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { ports, guesses } = deps;
  const { serviceDisplayName: service, publicUrl, selfService, lockRule, ciba } = ports.settings;
  const pages = ownPages(app, deps);
  const { get, post, send, forget } = pages;
  const screens = createOwnScreens(ports, send);

  get("/me", async (c, session) => {
    const nowMs = Date.now();
    const account = await lookAtMe(ports, session, nowMs);
    const handles = new Map(
      await Promise.all(account.sessions.map(async (own) => [own.id, await handleOf(own)] as const)),
    );
    const clock = { nowMs, lockRule };
    const isReadOnly = isByPass(session.amr);
    const may = isReadOnly ? [] : selfService;
    const asked = ciba ? await myConfirmations(ports, session, nowMs) : undefined;
    const view = { asked, session, account, handles, clock, service, done: c.req.query("done"), may, isReadOnly };
    return send(c, (words) => overviewPage(view, words));
  });

  if (ciba)
    get("/me/asked", async (c, session) => {
      const asked = await myConfirmations(ports, session, Date.now());
      return send(c, (words) => askedPage(asked, words));
    });

  get("/me/phone/:serial", (c, session) => screens.phone(c, session, serialInPath(c)));

  post("/me/phone/:serial", async (c, session, form) => {
    const renamed = await renamePhone(ports, session, serialInPath(c), form("name"), personCallOf(c));
    if (renamed.ok) return leave(c, "/me?done=renamed");
    const { code } = renamed.reason;
    if (code === "too-long")
      return screens.phone(c, session, serialInPath(c), (me) => me.refused.name(MAX_NAME_CHARACTERS));
    if (code === "invalid-parameter") return screens.phone(c, session, serialInPath(c), (me) => me.refused.unseen);
    return screens.phone(c, session, serialInPath(c), renamed.reason);
  });

  post("/me/phone/:serial/remove", async (c, session, form) => {
    const serial = serialInPath(c);
    const removed = await removePhone(ports, session, serial, form("last") === "yes", personCallOf(c));
    if (removed === "last") return screens.phone(c, session, serial, (me) => me.phone.last);
    if (!removed.ok) return screens.phone(c, session, serial, removed.reason);
    if (serial !== session.serial) return leave(c, "/me?done=removed");
    forget(c);
    return send(c, ({ me }) => endPage("removed", me));
  });

  get("/me/pin", (c, session) => screens.pin(c, session));

  post("/me/pin", async (c, session, form) => {
    const pin = form("pin");
    // A slip in a hidden PIN would show only at the next sign-in, so it is typed twice.
    if (pin !== form("repeat")) return screens.pin(c, session, undefined, "differs");
    const changed = await changePin(ports, session, pin, personCallOf(c));
    if (changed.ok) return leave(c, "/me?done=pin");
    if (changed.reason.code === "pin-too-short") return screens.pin(c, session, undefined, "short");
    return screens.pin(c, session, changed.reason);
  });

  get("/me/add", (c, session) => screens.add(c, session));

  post("/me/add", async (c, session) => {
    const added = await addPhone(ports, session, undefined, personCallOf(c));
    return added.ok ? leave(c, added.path) : screens.add(c, session, added.reason);
  });

  post("/me/phone/:serial/code", async (c, session) => {
    const serial = serialInPath(c);
    const added = await addPhone(ports, session, serial, personCallOf(c));
    return added.ok ? leave(c, added.path) : screens.phone(c, session, serial, added.reason);
  });

  get("/me/recovery", (c, session) => screens.recovery(c, session));

  post("/me/recovery", async (c, session) => {
    const made = await makeRecoveryCodes(ports, session, personCallOf(c));
    if (!made.ok) return screens.recovery(c, session, made.reason);
    const sheet = { codes: made.codes, user: session.user, service, address: `${publicUrl}/me/recover` };
    return send(c, ({ me }) => madeCodesPage(sheet, me));
  });

  post("/me/not-caller", async (c, session, form) => {
    await objectToWait(ports, session, form("call"), personCallOf(c));
    return leave(c, "/me?done=objected");
  });

  post("/me/sessions", async (c, session, form) => {
    const one = form("session") || undefined;
    await endMySessions(ports, session, one, personCallOf(c));
    return leave(c, `/me?done=${one === undefined ? "ended-others" : "ended"}`);
  });

  get("/me/not-me/:serial", (c, session) => screens.notMe(c, session, serialInPath(c)));

  post("/me/not-me/:serial", async (c, session, form) => {
    const claim = { serial: serialInPath(c), pin: form("pin") };
    const at = guessedAt({ serial: undefined, named: session }, ports.settings);
    // Strangers in the same network must not use up the person's tries, so these count apart.
    const disowned = await guesses.judged(
      c,
      at,
      () => disownSignIn(ports, session, claim, personCallOf(c)),
      "own page",
    );
    if (!disowned.ok) return screens.notMe(c, session, claim.serial, disowned.reason);
    forget(c);
    return send(c, ({ me }) => endPage("notMe", me, brandFor(c).help));
  });

  post("/me/not-me/:serial/sign-out", async (c, session) => {
    const ended = await endOwnSessions(ports, session, serialInPath(c), personCallOf(c));
    if (!ended.ok) return screens.notMe(c, session, serialInPath(c), ended.reason);
    forget(c);
    return send(c, ({ me }) => endPage("signedOut", me, brandFor(c).help));
  });

  ownConfirmRoutes(deps, pages, screens);

  // For Enter in the address bar, and for a reload at an address that a script has put there.
  for (const path of [
    "/me/phone/:serial/remove",
    "/me/phone/:serial/code",
    "/me/not-me/:serial/sign-out",
    "/me/sessions",
    "/me/not-caller",
    "/me/confirm",
    "/me/confirmed",
  ]) {
    app.get(path, (c) => leave(c, "/me"));
  }

  return app;
}
