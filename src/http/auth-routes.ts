// POST /auth: a password for a JWT (privacyIDEA api/auth.py).

import { Hono } from "hono";
import { signIn } from "../core/sign-in.ts";
import { TiqrToken } from "../core/tiqr-token.ts";
import { requireAdmin } from "./admin-auth.ts";
import { adminCallOf, callOf, type Deps, type HttpEnv } from "./context.ts";
import { success } from "./envelope.ts";
import { onlyMethods } from "./methods.ts";
import { withParameters } from "./params.ts";
import { addressOf } from "./rate-limit.ts";
import { refused } from "./reason-to-wire.ts";

export function authRoutes({ ports, adminTokens, bootstrapAdmin, rateLimits }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.post("/auth", withParameters, async (c) => {
    const { parameter } = c.var;
    const name = parameter("username");
    const limited =
      (await rateLimits("authByAddress", addressOf(c))) ?? (name && (await rateLimits("authByName", name)));
    if (limited) return refused(c, limited);
    const signedIn = await signIn(ports, bootstrapAdmin, name, parameter("password") ?? "", callOf(c));
    if (!signedIn.ok) return refused(c, signedIn.reason);
    const { admin } = signedIn;
    c.header("Cache-Control", "no-store");
    return success(c, {
      value: {
        token: await adminTokens.issue(admin, Date.now()),
        role: "admin",
        username: admin.name,
        realm: "",
        rights: admin.rights,
        auth: true,
        log_level: 30,
        logout_time: 120,
        menus: ["tokens", "audit"],
        default_tokentype: "tiqr",
        token_page_size: 15,
        user_page_size: 15,
        audit_page_size: 10,
      },
      authentication: "ACCEPT",
    });
  });
  onlyMethods(app, "/auth", ["POST"]);

  // The token types that the caller may enrol.
  app.get("/auth/rights", requireAdmin(adminTokens), async (c) => {
    const { caller } = adminCallOf(c);
    const may = await ports.admins.may(caller, "enrollTIQR");
    if (!may.allowed && may.why === "signed-out") return refused(c, { code: "signed-out", right: "enrollTIQR" });
    const types = may.allowed ? { [TiqrToken.getClassType()]: TiqrToken.getClassInfo("description") } : {};
    return success(c, { value: types });
  });
  onlyMethods(app, "/auth/rights", ["GET"]);

  return app;
}
