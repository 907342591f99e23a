// POST /auth/confirm, beyond privacyIDEA: the account's phone confirms the session of a JWT, and a
// new JWT says so. As at POST /auth: a challenge with a ticket, then transaction_id and ticket.

import { askConfirmation, confirmSession } from "../../core/admin/accounts/confirm.ts";
import { asLogin } from "../../core/call.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { shownToken } from "../guard/admin-token.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { challengeJson, challengeTypeFor } from "../logins/challenge-json.ts";
import { withImageFormat } from "../request/image-format.ts";
import { withParameters } from "../request/params.ts";

const PATH = "/auth/confirm";

export function confirmRoutes({ ports, adminTokens, callerOf }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.post(PATH, requireAdmin({ callerOf, ports }), withParameters, withImageFormat, async (c) => {
    const { parameter, caller } = c.var;
    c.header("Cache-Control", "no-store");
    // A phone confirms a person's session, and a key has none.
    if (caller.apiKey !== undefined) return refused(c, { code: "wrong-role" });
    const transactionId = parameter("transaction_id");
    if (transactionId === undefined) {
      const asked = await askConfirmation(ports, caller.session, asLogin(adminCallOf(c)));
      if (!asked.ok) return refused(c, asked.reason);
      const challenge = challengeJson(asked.triggered, challengeTypeFor(c, ports.settings));
      return success<"POST /auth/confirm">(c, {
        value: false,
        authentication: "CHALLENGE",
        detail: { ...challenge, ticket: asked.ticket },
      });
    }
    const confirmation = { transactionId, ticket: parameter("ticket") ?? "", response: parameter("response") };
    const confirmed = await confirmSession(ports, caller.session, confirmation, asLogin(adminCallOf(c)));
    if (!confirmed.ok) return refused(c, confirmed.reason);
    const token = await adminTokens.confirm(shownToken(c) ?? "", Date.now());
    return success<"POST /auth/confirm">(c, { value: { token }, authentication: "ACCEPT" });
  });
  onlyMethods(app, PATH, ["POST"]);

  return app;
}
