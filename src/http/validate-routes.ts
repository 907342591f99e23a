// /validate/: what applications ask during a login (privacyIDEA api/validate.py).

import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import type { ChallengeState } from "../core/challenge.ts";
import { checkPin, finalize, pollTransaction, type Triggered } from "../core/login.ts";
import type { Deps, HttpEnv } from "./context.ts";
import { success } from "./envelope.ts";
import { onlyMethods } from "./methods.ts";
import { withParameters } from "./params.ts";
import { addressOf } from "./rate-limit.ts";
import { refused } from "./reason-to-wire.ts";
import { subjectOf } from "./subject.ts";

export function validateRoutes({ ports, rateLimits }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.on(["GET", "POST"], "/validate/check", withParameters, async (c) => {
    const { parameter } = c.var;
    c.header("Cache-Control", "no-store");
    const subject = subjectOf(parameter);
    if (subject.serial === undefined && subject.named === undefined) return refused(c, { code: "missing-subject" });

    const transactionId = parameter("transaction_id") ?? parameter("state");
    if (transactionId !== undefined) {
      const response = parameter("response");
      const limited = response !== undefined && (await rateLimits("answer", transactionId));
      if (limited) return refused(c, limited);
      const finalized = await finalize(ports, subject, transactionId, response);
      if (!finalized.ok) return refused(c, finalized.reason);
      const detail = { message: "Found matching challenge", serial: finalized.serial };
      return success(c, { value: true, authentication: "ACCEPT", detail });
    }

    const whom = subject.named ? `${subject.named.user}@${subject.named.realm ?? ""}` : subject.serial;
    // In one letter case: a realm may be written in any, and that must not open another limit.
    const limited = await rateLimits("check", `${whom} ${addressOf(c)}`.toLowerCase());
    if (limited) return refused(c, limited);
    const triggered = await checkPin(ports, subject, parameter("pass") ?? "", Date.now());
    if (!triggered.ok) return refused(c, triggered.reason);
    c.executionCtx.waitUntil(triggered.afterwards());
    return success(c, { value: false, authentication: "CHALLENGE", detail: challengeDetail(triggered) });
  });
  onlyMethods(app, "/validate/check", ["GET", "POST"]);

  // Browsers of other origins poll here, every 300 ms.
  const polling = cors({ origin: "*", allowMethods: ["GET"] });
  for (const path of ["/validate/polltransaction", "/validate/polltransaction/:id"]) {
    app.use(path, polling);
    app.get(path, withParameters, async (c) => {
      const id = c.req.param("id") ?? c.var.parameter("transaction_id");
      return id
        ? poll(c, await pollTransaction(ports, id))
        : refused(c, { code: "missing-parameter", name: "transaction_id" });
    });
    onlyMethods(app, path, ["GET"]);
  }

  return app;
}

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

function poll(c: Context<HttpEnv>, state: ChallengeState): Response {
  const detail = { challenge_status: CHALLENGE_STATUS[state], transaction_state: state };
  const value = state === "answered";
  return success(c, { value, authentication: value ? "ACCEPT" : "REJECT", detail });
}

/**
 * One entry per token, all of them of the one transaction.
 * Differs: no `attributes` inside multi_challenge: php-client 2.0.x throws when it is an object, and no client needs it.
 */
function challengeDetail({ challenge, tokens }: Triggered): Record<string, unknown> {
  const { attributes, message, transactionId } = challenge;
  const entry = (serial: string) => ({
    client_mode: "poll",
    image: attributes.img,
    message,
    serial,
    transaction_id: transactionId,
    type: "tiqr",
  });
  return {
    ...entry(tokens[0]?.serial ?? ""),
    attributes,
    messages: tokens.map(() => message),
    multi_challenge: tokens.map(({ serial }) => entry(serial)),
    preferred_client_mode: "poll",
    transaction_ids: tokens.map(() => transactionId),
  };
}
