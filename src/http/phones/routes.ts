// /ttype/tiqr, and the paths of earlier servers whose phones were taken over. A GET is answered
// with JSON and an HTTP status, because a phone takes 400 and above for a bad QR code; a POST in
// the phone's words, always with status 200.

import type { Context } from "hono";
import { type PhoneKind, phoneKindOf } from "../../core/phone-kind.ts";
import { answerPhone } from "../../core/phones/phone-endpoint.ts";
import { type Outcome, type Reason, refuse } from "../../core/reasons.ts";
import type { Settings } from "../../settings.ts";
import { type PhoneReply, PROTOCOL_HEADER, readsJson, renderReply } from "../../tiqr/replies.ts";
import { actionOf, type Parameter, type PhoneRequest, readPhoneRequest } from "../../tiqr/requests.ts";
import type { Answers } from "../all-definitions.ts";
import { methodNotAllowed } from "../answer/methods.ts";
import { wireOf } from "../answer/reason-to-wire.ts";
import { refused } from "../answer/refused.ts";
import { callOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { limited, REQUEST_TIMEOUT_MS } from "../guard/request-timeout.ts";
import { Hono } from "../hono.ts";
import { placeSeen } from "../request/address.ts";
import { readParameters } from "../request/params.ts";
import { sentenceOf } from "./sentence.ts";

/**
 * Shorter than the time limit of other requests (src/http/guard/request-timeout.ts), whose answer
 * no phone understands. All but the last two seconds are the body's. iOS shows its digits only when
 * it has heard nothing for five seconds, so its body has longer than that, and is not refused
 * before.
 */
const PHONE_TIMEOUT_MS = 5_000;
const IOS_TIMEOUT_MS = 8_000;

/** Whether phones that were enrolled elsewhere may post answers to this path. */
export const isPhonePath = (path: string, { phonePaths }: Pick<Settings, "phonePaths">): boolean =>
  path.endsWith("/ttype/tiqr") || phonePaths.includes(path);

export function ttypeRoutes(deps: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { get, post } = phoneEndpoint(deps);

  app.all("/ttype/:ttype", async (c) => {
    const type = c.req.param("ttype");
    if (type.toLowerCase() !== "tiqr") return refused(c, { code: "unknown-token-type", type });
    switch (c.req.method) {
      case "HEAD":
      case "GET":
        return limited(c, REQUEST_TIMEOUT_MS, () => get(c));
      case "POST":
        return post(c);
      default:
        return methodNotAllowed(c, ["GET", "POST"]);
    }
  });

  return app;
}

/** The answers to a phone, whatever the path of its request. */
export function phoneEndpoint({ ports, rateLimits }: Deps) {
  return { get, post };

  async function get(c: Context<HttpEnv>): Promise<Response> {
    const read = await readParameters(c);
    if (!read.ok) return refused(c, read.reason);
    const action = actionOf(read.parameter);
    // Secrets and responses in a URL would end up in logs, so these actions need a POST.
    if (action === "enrollment" || action === "authentication") return methodNotAllowed(c, ["POST"]);
    c.header("Cache-Control", "no-store");
    // A HEAD must not spend the phone session, so it is answered here.
    if (c.req.method === "HEAD") return c.body(null, 200, { "Content-Type": "application/json" });
    const understood = readRequest(action, read.parameter);
    if (!understood.ok) return refused(c, understood.reason);
    const reply = await answerPhone(ports, understood.request, phoneCallOf(c));
    if (!reply.ok) return refused(c, reply.reason);
    return "metadata" in reply ? c.json<Answers["GET /ttype/:ttype"]>(reply.metadata) : methodNotAllowed(c, ["POST"]);
  }

  async function post(c: Context<HttpEnv>): Promise<Response> {
    // The apps name the action only in the URL, so it is known even if the body cannot be read.
    const phone = phoneOf(c);
    c.set("place", placeSeen(c, ports.settings.trustedProxy));
    const context: ReplyContext = { action: actionOf((name) => c.req.query(name)), phone, version: null };
    try {
      return await limited(c, phone === "ios" ? IOS_TIMEOUT_MS : PHONE_TIMEOUT_MS, () => answer(c, context));
    } catch (error) {
      // The platform failed. The phone gets a word that it knows, and the person may scan again.
      console.error(`${c.req.method} /ttype/tiqr failed:`, error);
      return sayNo(c, context, { code: "unavailable" });
    }
  }

  async function answer(c: Context<HttpEnv>, context: ReplyContext): Promise<Response> {
    // iOS does not escape a user's name, so one like `a&response=1` adds a response before the real
    // one. So the last value of each parameter counts. The name itself proves nothing.
    const read = await readParameters(c, "last");
    if (!read.ok) return sayNo(c, context, read.reason);
    const action = actionOf(read.parameter);
    context.action = action;
    context.version = read.parameter("version");
    if (action === "metadata") return methodNotAllowed(c, ["GET"]);
    const understood = readRequest(action, read.parameter);
    if (!understood.ok) return sayNo(c, context, understood.reason);
    const { request } = understood;
    // Only answers count: other requests must not use up the transaction's limit.
    const tooMany = request.action === "authentication" && (await rateLimits("answer", request.sessionKey).called());
    if (tooMany) return sayNo(c, context, tooMany);
    const reply = await answerPhone(ports, request, phoneCallOf(c));
    return reply.ok ? say(c, context, { word: "ok" }) : sayNo(c, context, reply.reason);
  }
}

/** A phone's request, as far as it has been read. */
interface ReplyContext {
  action: PhoneRequest["action"] | undefined;
  readonly phone: PhoneKind;
  /** The parameter `version`; null before the body is read. */
  version: string | undefined | null;
}

function sayNo(c: Context<HttpEnv>, context: ReplyContext, reason: Reason): Response {
  c.set("reason", reason.code);
  const enrols = context.action === "enrollment";
  const reply: PhoneReply = enrols ? { word: "enrollment-refused" } : wireOf(reason).phone;
  return say(c, context, reply, sentenceOf(reason, enrols, c.req.header("Accept-Language")));
}

function say(c: Context<HttpEnv>, { phone, version }: ReplyContext, reply: PhoneReply, sentence = ""): Response {
  const json = readsJson({ protocol: c.req.header(PROTOCOL_HEADER), onIos: phone === "ios", version });
  const { body, headers } = renderReply(reply, sentence, json);
  return c.body(body, 200, { ...headers, "Cache-Control": "no-store" });
}

function readRequest(
  action: ReplyContext["action"],
  parameter: Parameter,
): Outcome<{ readonly request: PhoneRequest }> {
  if (action === undefined) return refuse({ code: "unknown-action" });
  const read = readPhoneRequest(action, parameter);
  return read.ok ? read : refuse({ code: "missing-parameter", name: read.missing });
}

const userAgentOf = (c: Context<HttpEnv>) => c.req.header("User-Agent") ?? "";
const phoneOf = (c: Context<HttpEnv>) => phoneKindOf(userAgentOf(c));
const phoneCallOf = (c: Context<HttpEnv>) => ({ ...callOf(c), phone: phoneOf(c), userAgent: userAgentOf(c) });
