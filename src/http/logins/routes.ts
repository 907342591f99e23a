// /validate/: an application's calls during a login (privacyIDEA api/validate.py), without polls.

import type { Context } from "hono";
import { asLogin } from "../../core/call.ts";
import { finalize } from "../../core/login/finalize.ts";
import { checkPin, triggerChallenge } from "../../core/login/login.ts";
import { type Reason, type Refusal, refuse } from "../../core/reasons.ts";
import { readPassCode } from "../../core/token/pass.ts";
import type { UserReading } from "../../core/user.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { type AnswerOf, envelope } from "../answer/envelope.ts";
import { READY } from "../answer/ready-headers.ts";
import { rejectionOf } from "../answer/reason-to-wire.ts";
import { headersFor, refused } from "../answer/refused.ts";
import { callOf, type HttpEnv, type RouteContext } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { guessedAt } from "../guard/guesses.ts";
import { takeClient } from "../guard/on-behalf.ts";
import { readNamedSubject } from "../request/subject.ts";
import { challengeJson, challengeTypeFor, noChallengeJson } from "./challenge-json.ts";
import type { OwnerJson } from "./shapes.ts";

/** The calls of `check`, which takes its aliases, too. */
type Check = `${"GET" | "POST"} /validate/${"check" | "samlcheck" | "radiuscheck"}`;
type Verdict = Refusal | AnswerOf<"POST /validate/check">;

export function validateRoutes({ on }: DefinedRoutes, { ports, callerOf, guesses }: Deps): void {
  on(["GET /validate/check", "POST /validate/check"], (c) => {
    c.set("ready", READY["no-store"]);
    return check(c);
  });

  // The aliases of check give the same answer in another form, for SAML and RADIUS.
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

  // privacyIDEA's clients with passkeys begin here, and go on after an error. There are none here.
  on(["GET /validate/initialize", "POST /validate/initialize"], (c) => {
    const type = c.var.parameter("type");
    if (type === undefined) return refuse({ code: "missing-parameter", name: "type" });
    const message = `Unsupported token type: ${type}. Logins begin at /validate/check or /validate/triggerchallenge.`;
    return refuse({ code: "invalid-parameter", message });
  });

  const modes = ports.settings.dayPass === "everywhere" ? ["poll", "interactive"] : ["poll"];
  // The capabilities are those that privacyIDEA 3.14 names.
  on("GET /validate/capabilities", () => ({
    value: { capabilities: { remember_device: false }, tokentypes: ["tiqr"], client_modes: modes },
  }));

  /** php-client and RADIUS send what people type as `pass`, also after the PIN. */
  function digitsIn(parameter: Parameter) {
    const response = parameter("response");
    const code = ports.settings.dayPass === "everywhere" ? readPassCode(parameter("pass")) : undefined;
    return { response: response ?? code, asPass: response === undefined && code !== undefined };
  }

  async function checked(c: RouteContext<Check>): Promise<Response> {
    const answer = await check(c);
    return "reason" in answer ? refused(c, answer.reason) : envelope(c, answer);
  }

  async function check(c: RouteContext<Check>): Promise<Verdict> {
    const parameter = c.get("parameter");
    await takeClient(c, parameter, { ports, callerOf });
    const read = readNamedSubject(parameter, ports.settings);
    if (!read.ok) return read;
    const { subject } = read;

    const transactionId = parameter("transaction_id") ?? parameter("state");
    if (transactionId !== undefined) {
      const digits = digitsIn(parameter);
      const { response } = digits;
      const finish = () => finalize(ports, subject, transactionId, digits, callOf(c));
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

/**
 * The user of an accepted login, as with privacyIDEA's policies add_user_in_response and
 * add_resolver_in_response (api/lib/postpolicy.py), for simpleSAMLphp and FreeRADIUS. No policy is
 * needed: the caller has shown an answered transaction and named its user or token.
 * Differs: only the name is known, so the rest is empty. Clients read all keys, so all exist.
 */
const userDetail = ({ user, realm }: UserReading): OwnerJson => ({
  user: { username: user, userid: user, givenname: "", surname: "", email: "", mobile: "", phone: "" },
  "user-realm": realm,
  "user-resolver": realm,
});

interface CheckBody {
  readonly result: { readonly value?: boolean };
}

/** The value becomes `{auth, attributes}`: attributes only if accepted. Errors are unchanged. */
async function asSaml(c: Context<HttpEnv>, response: Response): Promise<Response> {
  if (response.status >= 400) return response;
  const body = await response.json<CheckBody>();
  const { loggedIn } = c.var;
  const attributes = loggedIn ? { username: loggedIn.user, realm: loggedIn.realm, resolver: loggedIn.realm } : {};
  return c.json({ ...body, result: { ...body.result, value: { auth: body.result.value, attributes } } });
}

/** 204 or 400, without a body (privacyIDEA api/lib/postpolicy.py, construct_radius_response). */
async function asRadius(c: Context<HttpEnv>, response: Response): Promise<Response> {
  if (response.status >= 400) return response;
  const body = await response.json<CheckBody>();
  return c.body(null, body.result.value === true ? 204 : 400, { "Content-Type": "text/plain; charset=UTF-8" });
}
