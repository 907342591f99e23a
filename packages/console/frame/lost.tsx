// Unknown addresses in /console: an extra slash is removed, anything else gets a page that says so.

import { Button, Card, Hono } from "../../../src/for-console.ts";
import type { SendConsole } from "./frame.tsx";
import { firstPlaceOf } from "./places.ts";
import type { ConsoleEnv } from "./session.ts";

/** Mount these after all other routes. */
export function lostRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get("/console/*", (c) => {
    const { pathname, search } = new URL(c.req.url);
    if (pathname.endsWith("/")) return c.redirect(pathname.replace(/\/+$/, "") + search, 308);
    return send(
      c,
      undefined,
      ({ lost }) => ({
        title: lost.title,
        main: (
          <div class="narrow">
            <Card>
              <p class="lead">{lost.text}</p>
              <p class="actions">
                <Button href={firstPlaceOf(c.var.account) ?? "/console"}>{lost.home}</Button>
              </p>
            </Card>
          </div>
        ),
      }),
      404,
    );
  });
  return app;
}
