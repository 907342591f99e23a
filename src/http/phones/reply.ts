// The answer to a phone's POST: a word of its protocol, and a sentence for the phone's owner.

import type { Context } from "hono";
import type { PhoneKind } from "../../core/phone-kind.ts";
import type { Reason } from "../../core/reasons.ts";
import { type PhoneReply, PROTOCOL_HEADER, readsJson, renderReply } from "../../tiqr/replies.ts";
import type { PhoneRequest } from "../../tiqr/requests.ts";
import { wireOf } from "../answer/reason-to-wire.ts";
import type { HttpEnv } from "../context.ts";
import { sentenceOf } from "./sentence.ts";

/** A phone's request, as far as it has been read. */
export interface ReplyContext {
  action: PhoneRequest["action"] | undefined;
  readonly phone: PhoneKind;
  /** The parameter `version`; null before the body is read. */
  version: string | undefined | null;
}

export function sayNo(c: Context<HttpEnv>, context: ReplyContext, reason: Reason): Response {
  c.set("reason", reason.code);
  const enrols = context.action === "enrollment";
  const reply: PhoneReply = enrols ? { word: "enrollment-refused" } : wireOf(reason).phone;
  return say(c, context, reply, sentenceOf(reason, enrols, c.req.header("Accept-Language")));
}

export function say(c: Context<HttpEnv>, { phone, version }: ReplyContext, reply: PhoneReply, sentence = ""): Response {
  const json = readsJson({ protocol: c.req.header(PROTOCOL_HEADER), onIos: phone === "ios", version });
  const { body, headers } = renderReply(reply, sentence, json);
  return c.body(body, 200, { ...headers, "Cache-Control": "no-store" });
}
