// The sentence of each refusal for the person who holds the phone. Most reasons are mistakes in a
// request, which no app makes: they share one.

import type { Reason } from "../../core/reasons.ts";
import { preferredLanguage } from "../../lib/accept.ts";
import { type Say, sayIn } from "../../lib/words.ts";
import { PHONE_WORDS } from "./words.ts";

export function sentenceOf(reason: Reason, enrols: boolean, acceptLanguage: string | undefined): string {
  const say = sayIn(preferredLanguage(acceptLanguage));
  const sentence = enrols ? ofEnrolment(reason, say) : ofAnswer(reason, say);
  return sentence ?? ofRequest(reason, enrols ? PHONE_WORDS.enrolment : PHONE_WORDS, say);
}

function ofAnswer(reason: Reason, say: Say): string | undefined {
  const words = PHONE_WORDS;
  switch (reason.code) {
    case "wrong-response":
      return say(words.wrongPin)(reason.attemptsLeft);
    case "locked-by-response":
      if (reason.opensAfterMs !== undefined) return say(words.lockedFor)(Math.ceil(reason.opensAfterMs / 60_000));
      return say(reason.blocksPhone ? words.blocked : words.locked);
    case "challenge-not-open":
      return reason.because ? say(words.because[reason.because]) : say(words.notOpen[reason.state ?? "unknown"]);
    case "phone-elsewhere":
      return say(words.elsewhere);
    case "too-many-requests":
      return say(words.tooMany)(reason.retryAfterSeconds);
    default:
      return undefined;
  }
}

function ofEnrolment({ code }: Reason, say: Say): string | undefined {
  const words = PHONE_WORDS.enrolment;
  if (code === "session-used") return say(words.used);
  if (code === "two-phones") return say(words.twoPhones);
  // A stranger must not learn whether there is such a token.
  return code === "invalid-session" || code === "unknown-serial" ? say(words.over) : undefined;
}

type Failures = Pick<typeof PHONE_WORDS, "late" | "unavailable" | "unreadable">;

function ofRequest({ code }: Reason, words: Failures, say: Say): string {
  if (code === "body-lost") return say(words.late);
  return say(code === "unavailable" ? words.unavailable : words.unreadable);
}
