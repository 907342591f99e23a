// WebSockets that tell anyone with its id how a login or an enrolment goes. They change nothing.

import type { Context } from "hono";
import { listenToEnrolment } from "../../core/enrolment/progress.ts";
import { listenToTransaction } from "../../core/login/finalize.ts";
import type { Outcome } from "../../core/reasons.ts";
import { ownOriginOf } from "../../settings.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import type { HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { inTime } from "../guard/request-timeout.ts";
import { Hono } from "../hono.ts";

const SOCKETS = {
  "/validate/events/:id": listenToTransaction,
  "/validate/events/enrollment/:id": listenToEnrolment,
} as const;

export function newsRoutes({ ports }: Deps): Hono<HttpEnv> {
  const { pollOrigins } = ports.settings;
  const app = new Hono<HttpEnv>();
  const ownOrigin = ownOriginOf(ports.settings);
  const mayListen = (origin: string): boolean =>
    origin === ownOrigin || pollOrigins.includes("*") || pollOrigins.includes(origin);

  for (const [path, listen] of Object.entries(SOCKETS)) {
    app.get(path, (c) => upgrade(c, () => listen(ports, c.req.param("id") ?? "")));
    onlyMethods(app, path, ["GET"]);
  }
  return app;

  async function upgrade(c: Context, listen: () => Promise<Outcome<{ readonly socket: WebSocket }>>) {
    if (c.req.header("Upgrade") !== "websocket") return refused(c, { code: "no-upgrade" });
    // CORS does not cover WebSockets: any page may connect, so its origin is checked here.
    const origin = c.req.header("Origin");
    if (origin !== undefined && !mayListen(origin)) return refused(c, { code: "foreign-origin" });
    const listening = await inTime(listen());
    return listening.ok
      ? new Response(null, { status: 101, webSocket: listening.socket })
      : refused(c, listening.reason);
  }
}
