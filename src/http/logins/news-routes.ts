// WebSockets that tell anyone with its id how a login or an enrolment goes. They change nothing.

import { listenToEnrolment } from "../../core/enrolment/progress.ts";
import { listenToTransaction } from "../../core/login/finalize.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { ownOriginOf } from "../../settings.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { inTime } from "../guard/request-timeout.ts";

export function newsRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const { pollOrigins } = ports.settings;
  const ownOrigin = ownOriginOf(ports.settings);
  const mayListen = (origin: string): boolean =>
    origin === ownOrigin || pollOrigins.includes("*") || pollOrigins.includes(origin);

  on("GET /validate/events/:id", (c) => upgrade(c.req.raw, () => listenToTransaction(ports, c.req.param("id"))));
  on("GET /validate/events/enrollment/:id", (c) =>
    upgrade(c.req.raw, () => listenToEnrolment(ports, c.req.param("id"))),
  );

  async function upgrade({ headers }: Request, listen: () => Promise<Outcome<{ readonly socket: WebSocket }>>) {
    if (headers.get("Upgrade") !== "websocket") return refuse({ code: "no-upgrade" });
    // CORS does not cover WebSockets: any page may connect, so its origin is checked here.
    const origin = headers.get("Origin");
    if (origin !== null && !mayListen(origin)) return refuse({ code: "foreign-origin" });
    const listening = await inTime(listen());
    return listening.ok ? new Response(null, { status: 101, webSocket: listening.socket }) : listening;
  }
}
