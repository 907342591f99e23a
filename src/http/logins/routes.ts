// /validate/: an application's calls during a login (privacyIDEA api/validate.py), without polls.

import { asLogin } from "../../core/call.ts";
import { finalize } from "../../core/login/finalize.ts";
import { checkPin, triggerChallenge } from "../../core/login/login.ts";
import { type Reason, type Refusal, refuse } from "../../core/reasons.ts";
import { type AnswerOf, envelope } from "../answer/envelope.ts";
import { READY } from "../answer/ready-headers.ts";
import { headersFor, refused, rejectionOf } from "../answer/reason-to-wire.ts";
import { callOf, type RouteContext } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { guessedAt } from "../guard/guesses.ts";
import { takeClient } from "../guard/on-behalf.ts";
import { readNamedSubject } from "../request/subject.ts";
import { challengeJson, challengeTypeFor, noChallengeJson } from "./challenge-json.ts";
import { asRadius, asSaml } from "./check-aliases.ts";
import { userDetail } from "./user-detail.ts";

/** As privacyIDEA 3.14 tells them. */
const CAPABILITIES = { capabilities: { remember_device: false } } as const;

/** The calls of `check`, which takes its aliases, too. */
type Check = `${"GET" | "POST"} /validate/${"check" | "samlcheck" | "radiuscheck"}`;
type Checked = Refusal | AnswerOf<"POST /validate/check">;

export function validateRoutes({ on }: DefinedRoutes, { ports, callerOf, guesses }: Deps): void {
  on(["GET /validate/check", "POST /validate/check"], (c) => {
    c.set("ready", READY["no-store"]);
    return check(c);
  });

  // The aliases of check give the same answer in another form.
  on(["GET /validate/samlcheck", "POST /validate/samlcheck"], async (c) => {
    c.header("Cache-Control", "no-store");
    return asSaml(c, await checked(c));
  });
  on(["GET /validate/radiuscheck", "POST /validate/radiuscheck"], async (c) => {
    c.header("Cache-Control", "no-store");
    return asRadius(c, await checked(c));
  });

  on(["GET /validate/triggerchallenge", "POST /validate/triggerchallenge"], async (c, call) => {
    c.header("Cache-Control", "no-store");
    const { parameter } = c.var;
    await takeClient(c, parameter, { ports, callerOf });
    const read = readNamedSubject(parameter, ports.settings);
    if (!read.ok) return read;
    const { subject } = read;
    const at = guessedAt(subject, ports.settings);
    const triggered = await guesses.judged(c, at, () => triggerChallenge(ports, subject, asLogin(call())));
    if (triggered.ok) {
      const detail = challengeJson(triggered, challengeTypeFor(c, ports.settings));
      return { value: triggered.tokens.length, authentication: "CHALLENGE", detail };
    }
    // As in privacyIDEA, an unknown serial here reads like a user without tokens.
    const reason: Reason = triggered.reason.code === "unknown-serial" ? { code: "no-tokens" } : triggered.reason;
    const message = rejectionOf(reason);
    if (message === undefined) return refuse(reason);
    for (const [name, value] of Object.entries(headersFor(c, reason))) c.header(name, value);
    return { value: 0, authentication: "REJECT", detail: noChallengeJson(message) } as const;
  });

  on("GET /validate/capabilities", () => ({
    value: { ...CAPABILITIES, tokentypes: ["tiqr"], client_modes: ["poll"] },
  }));

  async function checked(c: RouteContext<Check>): Promise<Response> {
    const answer = await check(c);
    return "reason" in answer ? refused(c, answer.reason) : envelope(c, answer);
  }

  async function check(c: RouteContext<Check>): Promise<Checked> {
    const parameter = c.get("parameter");
    await takeClient(c, parameter, { ports, callerOf });
    const read = readNamedSubject(parameter, ports.settings);
    if (!read.ok) return read;
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
      if (!finalized.ok) return finalized;
      c.set("loggedIn", finalized);
      const detail = { message: "Found matching challenge", serial: finalized.serial, ...userDetail(finalized) };
      return { value: true, authentication: "ACCEPT", detail };
    }

    const triggered = await guesses.judged(c, guessedAt(subject, ports.settings), () =>
      checkPin(ports, subject, parameter("pass") ?? "", asLogin(callOf(c))),
    );
    if (!triggered.ok) return triggered;
    const detail = challengeJson(triggered, challengeTypeFor(c, ports.settings));
    return { value: false, authentication: "CHALLENGE", detail };
  }
}
