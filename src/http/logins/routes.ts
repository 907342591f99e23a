// /validate/: an application's calls during a login (privacyIDEA api/validate.py), without polls.

import type { Context } from "hono";
import { asLogin } from "../../core/call.ts";
import { finalize } from "../../core/login/finalize.ts";
import { checkPin, triggerChallenge } from "../../core/login/login.ts";
import type { Reason } from "../../core/reasons.ts";
import { success } from "../answer/envelope.ts";
import { headDecidesNothing, onlyMethods } from "../answer/methods.ts";
import { READY } from "../answer/ready-headers.ts";
import { headersFor, refused, rejectionOf } from "../answer/reason-to-wire.ts";
import { adminCallOf, callOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { guessedAt } from "../guard/guesses.ts";
import { onBehalf } from "../guard/on-behalf.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { withImageFormat } from "../request/image-format.ts";
import { withParameters } from "../request/params.ts";
import { readNamedSubject } from "../request/subject.ts";
import { challengeJson, challengeTypeFor, noChallengeJson } from "./challenge-json.ts";
import { asRadius, asSaml } from "./check-aliases.ts";
import { userDetail } from "./user-detail.ts";

/** As privacyIDEA 3.14 tells them. */
const CAPABILITIES = { capabilities: { remember_device: false } } as const;

export function validateRoutes({ ports, callerOf, guesses }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const fromClient = onBehalf({ ports, callerOf });

  // The aliases of check give the same answer in another form.
  const forms = { "/validate/check": undefined, "/validate/samlcheck": asSaml, "/validate/radiuscheck": asRadius };
  for (const [path, form] of Object.entries(forms)) {
    app.on(["GET", "POST"], path, headDecidesNothing, withParameters, fromClient, withImageFormat, async (c) => {
      if (!form) {
        c.set("ready", READY["no-store"]);
        return check(c);
      }
      c.header("Cache-Control", "no-store");
      return form(c, await check(c));
    });
    onlyMethods(app, path, ["GET", "POST"]);
  }

  app.on(
    ["GET", "POST"],
    "/validate/triggerchallenge",
    requireAdmin({ callerOf, ports }),
    headDecidesNothing,
    withParameters,
    fromClient,
    withImageFormat,
    async (c) => {
      c.header("Cache-Control", "no-store");
      const read = readNamedSubject(c.var.parameter, ports.settings);
      if (!read.ok) return refused(c, read.reason);
      const { subject } = read;
      const at = guessedAt(subject, ports.settings);
      const triggered = await guesses.judged(c, at, () => triggerChallenge(ports, subject, asLogin(adminCallOf(c))));
      if (triggered.ok) {
        const detail = challengeJson(triggered, challengeTypeFor(c, ports.settings));
        return success<"POST /validate/triggerchallenge">(c, {
          value: triggered.tokens.length,
          authentication: "CHALLENGE",
          detail,
        });
      }
      // As in privacyIDEA, an unknown serial here reads like a user without tokens.
      const reason: Reason = triggered.reason.code === "unknown-serial" ? { code: "no-tokens" } : triggered.reason;
      const message = rejectionOf(reason);
      if (message === undefined) return refused(c, reason);
      const detail = noChallengeJson(message);
      const answer = { value: 0, authentication: "REJECT", detail } as const;
      return success<"POST /validate/triggerchallenge">(c, answer, [], headersFor(c, reason));
    },
  );
  onlyMethods(app, "/validate/triggerchallenge", ["GET", "POST"]);

  app.get("/validate/capabilities", requireAdmin({ callerOf, ports }), (c) =>
    success<"GET /validate/capabilities">(c, {
      value: { ...CAPABILITIES, tokentypes: ["tiqr"], client_modes: ["poll"] },
    }),
  );
  onlyMethods(app, "/validate/capabilities", ["GET"]);

  return app;

  async function check(c: Context<HttpEnv>): Promise<Response> {
    const parameter = c.get("parameter");
    const read = readNamedSubject(parameter, ports.settings);
    if (!read.ok) return refused(c, read.reason);
    const { subject } = read;

    const transactionId = parameter("transaction_id") ?? parameter("state");
    if (transactionId !== undefined) {
      const response = parameter("response");
      const finish = () => finalize(ports, subject, transactionId, response, callOf(c));
      // A poll guesses nothing, so only a response counts, and by transaction, too: a stranger who
      // does not know it cannot use up the limit of a login through the same application, and a
      // caller with another user's transaction uses up only its own limit.
      const at = () => `${transactionId} ${guessedAt(subject, ports.settings)}`;
      const finalized = await (response === undefined ? finish() : guesses.judged(c, at(), finish));
      if (!finalized.ok) return refused(c, finalized.reason);
      c.set("loggedIn", finalized);
      const detail = { message: "Found matching challenge", serial: finalized.serial, ...userDetail(finalized) };
      return success<"POST /validate/check">(c, { value: true, authentication: "ACCEPT", detail });
    }

    const triggered = await guesses.judged(c, guessedAt(subject, ports.settings), () =>
      checkPin(ports, subject, parameter("pass") ?? "", asLogin(callOf(c))),
    );
    if (!triggered.ok) return refused(c, triggered.reason);
    const detail = challengeJson(triggered, challengeTypeFor(c, ports.settings));
    return success<"POST /validate/check">(c, { value: false, authentication: "CHALLENGE", detail });
  }
}
