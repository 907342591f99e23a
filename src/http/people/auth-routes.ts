// POST /auth exchanges a password for a JWT (privacyIDEA api/auth.py). An account with a phone
// first gets a challenge like that of /validate/check, with a ticket. A second POST with both then
// gets the JWT, with the digits of a phone without a network as `response`. DELETE ends sessions.

import type { Context } from "hono";
import { confirmSignIn, signIn } from "../../core/admin/accounts/sign-in.ts";
import { signOut, signOutEverywhere } from "../../core/admin/accounts/sign-out.ts";
import { asLogin } from "../../core/call.ts";
import type { AdminRecord } from "../../core/ports/people/accounts.ts";
import { refuseRead } from "../../core/reads.ts";
import { networkOf, siteOf } from "../../lib/network.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, callOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { rightNames } from "../guard/admin-token.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { challengeJson, challengeTypeFor } from "../logins/challenge-json.ts";
import type { SessionJson } from "../logins/shapes.ts";
import { placeMadeFor } from "../request/address.ts";
import { withImageFormat } from "../request/image-format.ts";
import { withParameters } from "../request/params.ts";

export function authRoutes({ ports, adminTokens, callerOf, bootstrapAdmin, rateLimits }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.post("/auth", withParameters, withImageFormat, async (c) => {
    const { parameter } = c.var;
    const name = parameter("username");
    c.header("Cache-Control", "no-store");
    const transactionId = parameter("transaction_id");
    if (transactionId !== undefined) {
      const confirmation = { transactionId, ticket: parameter("ticket") ?? "", response: parameter("response") };
      const confirmed = await confirmSignIn(ports, name, confirmation, asLogin(callOf(c)));
      return confirmed.ok ? sessionOf(c, confirmed.admin, true) : refused(c, confirmed.reason);
    }
    c.set("place", placeMadeFor(c.req.raw));
    const gates = {
      network: rateLimits("signInByNetwork", networkOf(c.var.address)),
      name: rateLimits("signInByName", `${name} ${siteOf(c.var.address)}`),
    };
    const signedIn = await signIn(ports, bootstrapAdmin, name, parameter("password") ?? "", gates, asLogin(callOf(c)));
    if (!signedIn.ok) return refused(c, signedIn.reason);
    if (signedIn.kind === "signed-in") return sessionOf(c, signedIn.admin, false);
    const { triggered, ticket } = signedIn;
    const detail = { ...challengeJson(triggered, challengeTypeFor(c, ports.settings)), ticket };
    return success<"POST /auth">(c, { value: false, authentication: "CHALLENGE", detail });
  });

  app.delete("/auth", requireAdmin({ callerOf, ports }), async (c) => {
    // A key has no session to end: it is deleted at /accounts.
    if (c.var.caller.apiKey !== undefined) return refused(c, { code: "wrong-role" });
    const ended = await signOut(ports, c.var.caller.session, adminCallOf(c));
    return ended.ok ? success<"DELETE /auth">(c, { value: true }) : refused(c, ended.reason);
  });
  onlyMethods(app, "/auth", ["POST", "DELETE"]);

  app.delete("/auth/sessions", requireAdmin({ callerOf, ports }), async (c) => {
    // With a stolen key a thief could sign its owner out again and again.
    if (c.var.caller.apiKey !== undefined) return refused(c, { code: "wrong-role" });
    const ended = await signOutEverywhere(ports, adminCallOf(c));
    return ended.ok ? success<"DELETE /auth/sessions">(c, { value: true }) : refused(c, ended.reason);
  });
  onlyMethods(app, "/auth/sessions", ["DELETE"]);

  // The token types that the caller may enrol.
  app.get("/auth/rights", requireAdmin({ callerOf, ports }), async (c) => {
    const call = adminCallOf(c);
    const may = await ports.admins.may(call.caller, "enrollTIQR");
    if (!may.ok && may.reason.code === "signed-out") return refused(c, refuseRead(ports, may.reason, call).reason);
    return success<"GET /auth/rights">(c, { value: may.ok ? { tiqr: "TiQR: Enroll a TiQR token." } : {} });
  });
  onlyMethods(app, "/auth/rights", ["GET"]);

  return app;

  async function sessionOf(c: Context<HttpEnv>, admin: AdminRecord, byPhone: boolean): Promise<Response> {
    const value: SessionJson = {
      token: await adminTokens.issue(admin, byPhone, Date.now()),
      role: "admin",
      username: admin.name,
      realm: "",
      rights: rightNames(admin),
      auth: true,
      log_level: 30,
      logout_time: 120,
      menus: ["tokens", "audit"],
      default_tokentype: "tiqr",
      token_page_size: 15,
      user_page_size: 15,
      audit_page_size: 10,
    };
    return success<"POST /auth">(c, { value, authentication: "ACCEPT" });
  }
}
