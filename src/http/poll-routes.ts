// How an application, or its page in the browser, learns that the phone has answered: by polls, which may wait (`wait`), or
// over a WebSocket. All of it tells a state to whoever knows the transaction_id, and finishes nothing.

import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import type { ChallengeState } from "../core/challenge.ts";
import { listenToTransaction, pollTransaction } from "../core/login.ts";
import type { Deps, HttpEnv } from "./context.ts";
import { success } from "./envelope.ts";
import { onlyMethods } from "./methods.ts";
import { withParameters } from "./params.ts";
import { refused } from "./reason-to-wire.ts";
import { inTime } from "./request-timeout.ts";

/** Seconds. Short, because a client that leaves does not end its call. */
const LONGEST_WAIT = 20;

export function pollRoutes({ ports, pollOrigins }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  // Browsers of other origins poll here, every 300 ms.
  const polling = cors({ origin: pollOrigins.includes("*") ? "*" : [...pollOrigins], allowMethods: ["GET"] });
  for (const path of ["/validate/polltransaction", "/validate/polltransaction/:transaction_id"]) {
    app.use(path, polling);
    app.get(path, withParameters, async (c) => {
      const id = c.req.param("transaction_id") ?? c.var.parameter("transaction_id");
      if (!id) return refused(c, { code: "missing-parameter", name: "transaction_id" });
      const seconds = secondsOf(c.var.parameter("wait") ?? "0");
      if (seconds === undefined) {
        const message = `wait must be a whole number of seconds from 0 to ${LONGEST_WAIT}`;
        return refused(c, { code: "invalid-parameter", message });
      }
      const waitMs = seconds * 1000;
      const polled = await inTime(pollTransaction(ports, id, waitMs), waitMs);
      return polled.ok ? told(c, polled.state) : refused(c, polled.reason);
    });
    onlyMethods(app, path, ["GET"]);
  }

  const ownOrigin = new URL(ports.settings.publicUrl).origin;
  const mayListen = (origin: string): boolean =>
    origin === ownOrigin || pollOrigins.includes("*") || pollOrigins.includes(origin);

  app.get("/validate/events/:transaction_id", async (c) => {
    if (c.req.header("Upgrade") !== "websocket") return refused(c, { code: "no-upgrade" });
    // CORS does not hold for WebSockets: a browser connects from any page, says from which, and leaves it to us.
    const origin = c.req.header("Origin");
    if (origin !== undefined && !mayListen(origin)) return refused(c, { code: "foreign-origin" });
    const listening = await inTime(listenToTransaction(ports, c.req.param("transaction_id")));
    return listening.ok
      ? new Response(null, { status: 101, webSocket: listening.socket })
      : refused(c, listening.reason);
  });
  onlyMethods(app, "/validate/events/:transaction_id", ["GET"]);

  return app;
}

const secondsOf = (text: string): number | undefined =>
  /^\d{1,2}$/.test(text) && Number(text) <= LONGEST_WAIT ? Number(text) : undefined;

/** Clients know three words and stumble over any other, so whatever is over says `pending`, as in privacyIDEA. */
const CHALLENGE_STATUS: Readonly<Record<ChallengeState, "accept" | "pending" | "declined">> = {
  open: "pending",
  answered: "accept",
  used: "pending",
  expired: "pending",
  cancelled: "pending",
  blocked: "declined",
  unknown: "pending",
};

function told(c: Context, state: ChallengeState): Response {
  const detail = { challenge_status: CHALLENGE_STATUS[state], transaction_state: state };
  const value = state === "answered";
  return success(c, { value, authentication: value ? "ACCEPT" : "REJECT", detail });
}
