// POST /login/begin: the first factor, and the QR code. Microsoft names the person itself and has
// checked a password, so a sign-in there asks for no name, and for a PIN only if the tenant wants
// one.

import type { Context } from "hono";
import { asLogin } from "../../core/call.ts";
import { ownerNamed } from "../../core/login/known-browser.ts";
import { beginPageLogin, makeBrowserSecret } from "../../core/login/page-login.ts";
import { openShownCode } from "../../core/login/shown-code.ts";
import { readingsOf } from "../../core/user.ts";
import type { HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { guessedAt } from "../../http/guard/guesses.ts";
import { placeSeen } from "../../http/request/address.ts";
import { readNamed } from "../../http/request/subject.ts";
import { callFor, pageApplicationOf, type ReadApplication } from "./application.ts";
import type { KnownBrowserCookie, LoginCookies } from "./cookie.ts";
import { CODE } from "./parameters.ts";
import type { Screens } from "./screens.ts";

export const createBegin =
  (
    { ports, guesses, rateLimits }: Pick<Deps, "ports" | "guesses" | "rateLimits">,
    screens: Screens,
    cookies: LoginCookies,
    known: KnownBrowserCookie,
  ) =>
  async (c: Context<HttpEnv>, application: ReadApplication | undefined): Promise<Response> => {
    const user = c.var.parameter("user") ?? "";
    if (c.var.fault) return screens.refused(c, c.var.fault, user, application);
    const person = application?.person;
    const read = person ? ({ ok: true, named: person } as const) : readNamed(c.var.parameter, ports.settings);
    if (!read.ok) return screens.refused(c, read.reason, user, application);
    const { named } = read;
    if (!named) return screens.refused(c, { code: "missing-subject" }, "", application);
    c.set("place", placeSeen(c, ports.settings.trustedProxy));
    const secret = makeBrowserSecret(ports.randomBytes);
    const pin = person && !application?.needsPin ? undefined : (c.var.parameter("pin") ?? "");
    // Only tokens without a PIN open without one, and then the phone would be the only factor.
    if (application?.needsPin && pin === "") return screens.start(c, "pin-needed", named.user, application);
    const before = await known.read(c);
    const codeBefore = await openShownCode(ports.sealer, c.var.parameter(CODE));
    const call = asLogin(callFor(c, application));
    const asked = application && pageApplicationOf(application);
    const externalId = person?.externalId;
    const begin = () =>
      beginPageLogin(ports, { named, externalId, pin, secret, known: before, codeBefore, application: asked }, call);
    if (pin === undefined) {
      // Without a guess that could be wrong, the holder of one hint could open logins without end.
      const limited = await rateLimits("guess", `vouched ${JSON.stringify(named)}`).called();
      return limited ? screens.refused(c, limited, named.user, application) : shown(await begin());
    }
    const at = guessedAt({ named, serial: undefined }, ports.settings);
    return shown(await guesses.judged(c, at, begin, await ownerNamed(before, readingsOf(named, ports.settings))));

    function shown(begun: Awaited<ReturnType<typeof begin>>): Response | Promise<Response> {
      if (!begun.ok) return screens.refused(c, begun.reason, named?.user ?? "", application);
      cookies.give(c, begun.challenge.transactionId, secret);
      return screens.begun(c, named?.user ?? "", begun, application);
    }
  };
