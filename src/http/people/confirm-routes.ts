// POST /auth/confirm, beyond privacyIDEA: the account's phone confirms the session of a JWT, and a
// new JWT says so. As at POST /auth: a challenge with a ticket, then transaction_id and ticket.

import { askConfirmation, confirmSession } from "../../core/admin/accounts/second-factor.ts";
import { asLogin } from "../../core/call.ts";
import { refuse } from "../../core/reasons.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { shownToken } from "../guard/admin-token.ts";
import { challengeJson, challengeTypeFor } from "../logins/challenge-json.ts";

export function confirmRoutes(
  { on }: DefinedRoutes,
  { ports, adminTokens }: Pick<Deps, "ports" | "adminTokens">,
): void {
  on("POST /auth/confirm", async (c, call) => {
    const { parameter, caller } = c.var;
    c.header("Cache-Control", "no-store");
    // A phone confirms a person's session, and a key has none.
    if (caller.apiKey !== undefined) return refuse({ code: "wrong-role" });
    const transactionId = parameter("transaction_id");
    if (transactionId === undefined) {
      const asked = await askConfirmation(ports, caller.session, asLogin(call()));
      if (!asked.ok) return asked;
      const challenge = challengeJson(asked.triggered, challengeTypeFor(c, ports.settings));
      return { value: false, authentication: "CHALLENGE", detail: { ...challenge, ticket: asked.ticket } };
    }
    const confirmation = { transactionId, ticket: parameter("ticket") ?? "", response: parameter("response") };
    const confirmed = await confirmSession(ports, caller.session, confirmation, asLogin(call()));
    if (!confirmed.ok) return confirmed;
    const token = await adminTokens.confirm(shownToken(c) ?? "", Date.now());
    return { value: { token }, authentication: "ACCEPT" };
  });
}
