// The sentence of each refusal for the person who holds the phone. Most reasons are mistakes in a
// request, which no app makes: they share one.

import type { Reason } from "../../core/reasons.ts";
import { preferredLanguage } from "../../lib/accept-language.ts";
import { type In, inLanguage, isLanguage, type Language } from "../../lib/words.ts";
import { PHONE_WORDS } from "./words.ts";

type PhoneWords = In<typeof PHONE_WORDS>;
/** Made by the first refusal in a language. */
const byLanguage: Partial<Record<Language, PhoneWords>> = {};
const wordsIn = (language: Language) => (byLanguage[language] ??= inLanguage(PHONE_WORDS, language));

export function sentenceOf(reason: Reason, enrols: boolean, acceptLanguage: string | undefined): string {
  const words = wordsIn(preferredLanguage(acceptLanguage, isLanguage, "en"));
  return enrols
    ? (ofEnrolment(reason, words.enrolment) ?? ofRequest(reason, words.enrolment))
    : (ofAnswer(reason, words) ?? ofRequest(reason, words));
}

function ofAnswer(reason: Reason, words: PhoneWords): string | undefined {
  switch (reason.code) {
    case "wrong-response":
      return words.wrongPin(reason.attemptsLeft);
    case "locked-by-response":
      if (reason.opensAfterMs !== undefined) return words.lockedFor(Math.ceil(reason.opensAfterMs / 60_000));
      return reason.blocksPhone ? words.blocked : words.locked;
    case "challenge-not-open":
      return reason.because ? words.because[reason.because] : words.notOpen[reason.state ?? "unknown"];
    case "phone-elsewhere":
      return words.elsewhere;
    case "too-many-requests":
      return words.tooMany(reason.retryAfterSeconds);
    default:
      return undefined;
  }
}

function ofEnrolment({ code }: Reason, words: PhoneWords["enrolment"]): string | undefined {
  if (code === "session-used") return words.used;
  if (code === "two-phones") return words.twoPhones;
  // A stranger must not learn whether there is such a token.
  return code === "invalid-session" || code === "unknown-serial" ? words.over : undefined;
}

function ofRequest({ code }: Reason, words: PhoneWords | PhoneWords["enrolment"]): string {
  if (code === "body-lost") return words.late;
  return code === "unavailable" ? words.unavailable : words.unreadable;
}
