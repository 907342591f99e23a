// /token/: what administrators do to tokens (privacyIDEA api/token.py).

import { type Context, Hono } from "hono";
import { type Changed, cancelTransaction, listTokens, removeToken, resetFailCount, setActive } from "../core/admin.ts";
import { initToken } from "../core/enroll.ts";
import type { Caller } from "../core/ports.ts";
import { requireAdmin } from "./admin-auth.ts";
import type { Deps, HttpEnv } from "./context.ts";
import { success } from "./envelope.ts";
import { onlyMethods } from "./methods.ts";
import { withParameters } from "./params.ts";
import { refused } from "./reason-to-wire.ts";
import { subjectOf } from "./subject.ts";
import { tokenJson } from "./token-json.ts";

export function tokenRoutes({ ports, adminTokens }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/token/*", requireAdmin(adminTokens), withParameters);

  app.post("/token/init", async (c) => {
    const made = await initToken(ports, c.var.caller, c.var.parameter, Date.now());
    if (!made.ok) return refused(c, made.reason);
    c.header("Cache-Control", "no-store"); // the QR code opens the enrolment
    return success(c, { value: true, detail: made.detail });
  });
  onlyMethods(app, "/token/init", ["POST"]);

  app.get("/token/", async (c) => {
    const listed = await listTokens(ports, c.var.caller, subjectOf(c.var.parameter));
    if (!listed.ok) return refused(c, listed.reason);
    const tokens = listed.tokens.map(tokenJson);
    return success(c, { value: { count: tokens.length, current: 1, next: null, prev: null, tokens } });
  });
  onlyMethods(app, "/token/", ["GET"]);

  const changes = {
    enable: (caller, serial) => setActive(ports, caller, serial, true),
    disable: (caller, serial) => setActive(ports, caller, serial, false),
    reset: (caller, serial) => resetFailCount(ports, caller, serial),
  } satisfies Record<string, (caller: Caller, serial: string) => Promise<Changed>>;
  for (const [name, change] of Object.entries(changes)) {
    for (const path of [`/token/${name}`, `/token/${name}/:serial`]) {
      app.post(path, async (c) => {
        const serial = c.req.param("serial") ?? c.var.parameter("serial");
        return serial ? changed(c, await change(c.var.caller, serial)) : refused(c, { code: "missing-serial" });
      });
      onlyMethods(app, path, ["POST"]);
    }
  }

  app.delete("/token/challenges/transaction/:id", async (c) => {
    const cancelled = await cancelTransaction(ports, c.var.caller, c.req.param("id"));
    return cancelled.ok
      ? success(c, { value: { deleted: cancelled.changed, status: true } })
      : refused(c, cancelled.reason);
  });
  onlyMethods(app, "/token/challenges/transaction/:id", ["DELETE"]);

  app.delete("/token/:serial", async (c) => changed(c, await removeToken(ports, c.var.caller, c.req.param("serial"))));
  onlyMethods(app, "/token/:serial", ["DELETE"]);

  return app;
}

const changed = (c: Context<HttpEnv>, result: Changed): Response =>
  result.ok ? success(c, { value: result.changed }) : refused(c, result.reason);
