// Sets a random PIN (POST /token/setrandompin), for accounts that may not choose one. It is shown
// once, in the answer to the form: no address, no history has it.

import type { Child } from "hono/jsx";
import { showPage } from "../frame/frame.tsx";
import type { ConsolePlace } from "../frame/places.ts";
import type { ConsoleApp, ConsoleContext } from "../frame/session.ts";
import { NarrowCard, WayOn } from "../frame/usual.tsx";
import { ShownOnce } from "../parts/action.tsx";
import { Copied } from "../parts/parts.tsx";
import { askAbout, findToken } from "../parts/token-of-path.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { undoPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";

const PATH = "/console/tokens/:serial/setrandompin";

export function randomPinRoutes(app: ConsoleApp): void {
  app.get(PATH, (c) => askAbout(c, "setrandompin"));
  app.post(PATH, async (c) => {
    const { serial, username, user_realm: realm } = await findToken(c);
    const reply = await c.var.api.need("tokens", "POST /token/setrandompin/:serial", { serial });
    return showPin(
      c,
      "tokens",
      reply.detail,
      { user: username || serial, realm },
      tokenPage(serial),
      ({ token }) => token.back,
    );
  });
}

/** `user`: or a serial. `to`: the page to which the answer leads back. */
export const showPin = (
  c: ConsoleContext,
  place: ConsolePlace,
  { pin, undo }: { readonly pin: string; readonly undo?: string },
  { user, realm }: { readonly user: string; readonly realm: string },
  to: string,
  back: (words: ConsoleWords) => string,
  above?: (words: ConsoleWords) => Child,
) =>
  showPage(c, place, (words) => ({
    title: words.randomPin.title(user),
    main: (
      <NarrowCard>
        {above?.(words)}
        <p>
          <Copied text={pin} words={words.copying} />
        </p>
        {undo && <WayOn to={undoPage(realm, user, undo)} text={words.undo.go} />}
        <ShownOnce once={words.randomPin.once} to={to} back={back(words)} />
      </NarrowCard>
    ),
  }));
