// "That wasn't me": src/core/me/disown.ts. Here the tries at the PIN meet the limits on guesses.

import { disownSignIn, endOwnSessions } from "../../core/me/disown.ts";
import type { Deps } from "../../http/deps.ts";
import { guessedAt } from "../../http/guard/guesses.ts";
import { brandFor } from "../ui/page/brand.ts";
import { endPage } from "./ended.tsx";
import { type OwnPages, personCallOf, serialInPath } from "./own-pages.ts";
import type { ShownPages } from "./shown.ts";

export function notMeRoutes(
  { ports, guesses }: Pick<Deps, "ports" | "guesses">,
  { get, post, send, forget }: OwnPages,
  shown: ShownPages,
): void {
  get("/me/not-me/:serial", (c, session) => shown.notMe(c, session, serialInPath(c)));

  post("/me/not-me/:serial", async (c, session, form) => {
    const given = { serial: serialInPath(c), pin: form("pin") };
    const at = guessedAt({ serial: undefined, named: session }, ports.settings);
    // Strangers in the same network must not use up the person's tries, so these count apart.
    const disowned = await guesses.judged(
      c,
      at,
      () => disownSignIn(ports, session, given, personCallOf(c)),
      "own page",
    );
    if (!disowned.ok) return shown.notMe(c, session, given.serial, disowned.reason);
    forget(c);
    return send(c, ({ me }) => endPage("notMe", me, brandFor(c).help));
  });

  post("/me/not-me/:serial/sign-out", async (c, session) => {
    const ended = await endOwnSessions(ports, session, serialInPath(c), personCallOf(c));
    if (!ended.ok) return shown.notMe(c, session, serialInPath(c), ended.reason);
    forget(c);
    return send(c, ({ me }) => endPage("signedOut", me, brandFor(c).help));
  });
}
