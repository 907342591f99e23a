// POST /auth exchanges a password for a JWT (privacyIDEA api/auth.py). An account with a phone
// first gets a challenge like that of /validate/check, with a ticket. A second POST with both then
// gets the JWT, with the digits of a phone without a network as `response`. DELETE ends sessions.

import type { Context } from "hono";
import { askConfirmation, confirmSession } from "../../core/admin/accounts/second-factor.ts";
import { confirmSignIn, signIn } from "../../core/admin/accounts/sign-in.ts";
import { signOut, signOutEverywhere } from "../../core/admin/accounts/sign-out.ts";
import { asLogin } from "../../core/call.ts";
import type { NewLogin } from "../../core/login/open-transaction.ts";
import type { AdminRecord } from "../../core/ports/people/accounts.ts";
import { refuseRead } from "../../core/reads.ts";
import { refuse } from "../../core/reasons.ts";
import { networkOf, siteOf } from "../../lib/network.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { tellTrue } from "../answer/envelope.ts";
import { callOf } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { rightNames, shownToken } from "../guard/admin-token.ts";
import { challengeJson, challengeTypeFor } from "../logins/challenge-json.ts";
import type { SessionJson } from "../logins/shapes.ts";
import { placeMadeFor } from "../request/address.ts";

type SignInDeps = Pick<Deps, "ports" | "adminTokens" | "bootstrapAdmin" | "rateLimits">;

export function authRoutes(
  { on }: DefinedRoutes,
  { ports, adminTokens, bootstrapAdmin, rateLimits }: SignInDeps,
): void {
  on("POST /auth", async (c) => {
    const { parameter } = c.var;
    const name = parameter("username");
    c.header("Cache-Control", "no-store");
    const transactionId = parameter("transaction_id");
    if (transactionId !== undefined) {
      const confirmation = confirmationIn(transactionId, parameter);
      const confirmed = await confirmSignIn(ports, name, confirmation, asLogin(callOf(c)));
      return confirmed.ok ? sessionOf(confirmed.admin, true) : confirmed;
    }
    c.set("place", placeMadeFor(c.req.raw));
    const gates = {
      network: rateLimits("signInByNetwork", networkOf(c.var.address)),
      name: rateLimits("signInByName", `${name} ${siteOf(c.var.address)}`),
    };
    const signedIn = await signIn(ports, bootstrapAdmin, name, parameter("password") ?? "", gates, asLogin(callOf(c)));
    if (!signedIn.ok) return signedIn;
    if (signedIn.kind === "signed-in") return sessionOf(signedIn.admin, false);
    return challengeOf(c, signedIn);
  });

  // Beyond privacyIDEA: the account's phone confirms the session of a JWT, and a new JWT says so.
  on("POST /auth/confirm", async (c, call) => {
    const { parameter, caller } = c.var;
    c.header("Cache-Control", "no-store");
    // A phone confirms a person's session, and a key has none.
    if (caller.apiKey !== undefined) return refuse({ code: "wrong-role" });
    const transactionId = parameter("transaction_id");
    if (transactionId === undefined) {
      const opened = await askConfirmation(ports, caller.session, asLogin(call()));
      if (!opened.ok) return opened;
      return challengeOf(c, opened);
    }
    const confirmation = confirmationIn(transactionId, parameter);
    const confirmed = await confirmSession(ports, caller.session, confirmation, asLogin(call()));
    if (!confirmed.ok) return confirmed;
    const token = await adminTokens.confirm(shownToken(c) ?? "", Date.now());
    return { value: { token }, authentication: "ACCEPT" };
  });

  on("DELETE /auth", async (c, call) => {
    const { apiKey, session } = c.var.caller;
    // A key has no session to end: it is deleted at /accounts.
    if (apiKey !== undefined) return refuse({ code: "wrong-role" });
    const ended = await signOut(ports, session, call());
    return ended.ok ? tellTrue() : ended;
  });

  on("DELETE /auth/sessions", async (c, call) => {
    // With a stolen key a thief could sign its owner out again and again.
    if (c.var.caller.apiKey !== undefined) return refuse({ code: "wrong-role" });
    const ended = await signOutEverywhere(ports, call());
    return ended.ok ? tellTrue() : ended;
  });

  on("GET /auth/rights", async (c, call) => {
    const may = await ports.admins.may(c.var.caller, "enrollTIQR");
    if (!may.ok && may.reason.code === "signed-out") return refuseRead(ports, may.reason, call());
    return { value: may.ok ? { tiqr: "TiQR: Enroll a TiQR token." } : {} };
  });

  function challengeOf(c: Context, { triggered, ticket }: { readonly triggered: NewLogin; readonly ticket: string }) {
    const detail = { ...challengeJson(triggered, challengeTypeFor(c, ports.settings)), ticket };
    return { value: false, authentication: "CHALLENGE", detail } as const;
  }

  async function sessionOf(admin: AdminRecord, byPhone: boolean) {
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
    return { value, authentication: "ACCEPT" } as const;
  }
}

const confirmationIn = (transactionId: string, parameter: Parameter) => ({
  transactionId,
  ticket: parameter("ticket") ?? "",
  response: parameter("response"),
});
