// Unknown addresses in /console: an extra slash is removed, anything else gets a page that says so.

import { showPage } from "./frame.tsx";
import { firstPlaceOf } from "./places.ts";
import type { ConsoleApp } from "./session.ts";
import { NarrowCard, WayOn } from "./usual.tsx";

/** Mount these after all other routes. */
export function lostRoutes(app: ConsoleApp): void {
  app.get("/console/*", (c) => {
    const { pathname, search } = new URL(c.req.url);
    if (pathname.endsWith("/")) return c.redirect(pathname.replace(/\/+$/, "") + search, 308);
    return showPage(
      c,
      undefined,
      ({ lost }) => ({
        title: lost.title,
        main: (
          <NarrowCard>
            <p class="lead">{lost.text}</p>
            <WayOn to={firstPlaceOf(c.var.account) ?? "/console"} text={lost.home} kind="primary" />
          </NarrowCard>
        ),
      }),
      404,
    );
  });
}
