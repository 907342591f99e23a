// /login/redeem: an application exchanges the code that a browser brought back from the login page.

import { redeemLogin } from "../../core/login/redeem.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { success } from "../envelope.ts";
import { Hono } from "../hono.ts";
import { onlyMethods } from "../methods.ts";
import { withPlainParameters } from "../params.ts";
import { refused } from "../reason-to-wire.ts";
import { requireAdmin } from "../require-admin.ts";

export function redeemRoutes({ ports, adminTokens }: Pick<Deps, "ports" | "adminTokens">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.post("/login/redeem", requireAdmin({ adminTokens, ports }), withPlainParameters, async (c) => {
    c.header("Cache-Control", "no-store");
    const [code, url, state] = ["code", "return_to", "state"].map((name) => c.var.parameter(name));
    if (!code) return refused(c, { code: "missing-parameter", name: "code" });
    if (!url) return refused(c, { code: "missing-parameter", name: "return_to" });
    if (!state) return refused(c, { code: "missing-parameter", name: "state" });
    const redeemed = await redeemLogin(ports, code, { url, state }, adminCallOf(c));
    if (!redeemed.ok) return refused(c, redeemed.reason);
    const { user, realm, serial, atMs } = redeemed;
    return success(c, { value: { user, realm, serial, time: atMs / 1000 } });
  });
  onlyMethods(app, "/login/redeem", ["POST"]);

  return app;
}
