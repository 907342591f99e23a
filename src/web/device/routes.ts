// /device (RFC 8628 §3.3): a person signs in first, so each guess at a code is somebody's, and
// counts on the session. A GET shows the code of a link and decides nothing.

import { decideDevice, findDevice } from "../../core/device/decide-device.ts";
import { readUserCode, writtenUserCode } from "../../core/device/user-code.ts";
import type { HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { Hono } from "../../http/hono.ts";
import { networkOf } from "../../lib/network.ts";
import { type C, ownPages, personCallOf } from "../me/own-pages.ts";
import { leave } from "../oidc/leave.ts";
import { askPage, codePage, type DeviceRefusal, donePage } from "./pages.tsx";

const STATUS = { unknown: 400, "too-many": 429, decided: 409, "not-enough": 403, limited: 429 } as const;

const writtenIn = (text: string): string => {
  const code = readUserCode(text);
  return code === undefined ? "" : writtenUserCode(code);
};

export function devicePageRoutes({ ports, rateLimits }: Pick<Deps, "ports" | "rateLimits">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { get, post, send } = ownPages(app, { ports });

  // A link may have any text, and the page must not repeat it.
  get("/device", (c) => start(c, writtenIn(c.req.query("user_code") ?? "")));
  get("/device/decided", (c) => leave(c, "/device"));

  post("/device", async (c, session, form) => {
    const typed = form("user_code");
    if (await isLimited(c)) return start(c, "", "limited");
    const found = await findDevice(ports, session, typed, personCallOf(c));
    if (typeof found === "string") return start(c, "", found);
    return send(c, (words) => askPage(found, session.user, words));
  });

  post("/device/decided", async (c, session, form) => {
    const isAllowed = form("decision") === "allow";
    const found = await decideDevice(ports, session, form("user_code"), isAllowed, personCallOf(c));
    if (typeof found === "string") return start(c, "", found);
    return send(c, (words) => donePage(isAllowed, words));
  });

  return app;

  function start(c: C, code: string, refusal?: DeviceRefusal): Response | Promise<Response> {
    return send(c, (words) => codePage(code, refusal, words), refusal && STATUS[refusal]);
  }

  /** In front of the exact count: somebody may sign in again and again. */
  async function isLimited(c: C): Promise<boolean> {
    return (await rateLimits("guessByNetwork", `user code ${networkOf(c.get("address"))}`).called()) !== undefined;
  }
}
