// The texts that the phone shows to its owner.

import type { PhoneOutcome } from "./phone.ts";

export function inWords(outcome: PhoneOutcome): string {
  switch (outcome.told) {
    case "enrolled":
      return `The account ${outcome.account.name} at ${outcome.account.serviceName} is now on this phone.`;
    case "logged-in":
      return `You are logged in at ${outcome.account.serviceName} as ${outcome.account.name}.`;
    case "not-a-link":
      return "This is not a TiQR code.";
    case "bad-metadata":
      return "This QR code is not valid. It may be used already or too old: ask for a new one.";
    case "bad-suite":
      return "This phone cannot compute a response for this account.";
    case "unknown-account":
      return "There is no account for this login on this phone.";
    case "blocked-account":
      return "This account is blocked on this phone. Enrol again to use it.";
    case "account-exists":
      return `The account ${outcome.account.name} at ${outcome.account.serviceName} is already on this phone.`;
    case "no-such-reply":
      return "The service sent a reply that no phone understands.";
    case "no-network":
      return `The service cannot be reached: ${outcome.problem}`;
    case "digits":
      return `The service has not heard the answer: ${outcome.problem}\nType these digits into the page instead: ${outcome.response}`;
    case "refused":
      return refusedInWords(outcome);
  }
}

function refusedInWords({ reply }: Extract<PhoneOutcome, { told: "refused" }>): string {
  if (reply.word !== "enrollment-refused" && reply.message) return reply.message;
  switch (reply.word) {
    case "wrong-response":
      return reply.attemptsLeft === 1
        ? "Wrong PIN. You have one attempt left."
        : `Wrong PIN. You have ${reply.attemptsLeft} attempts left.`;
    case "account-blocked":
      return "Wrong PIN, too many times. Your account is now blocked.";
    case "blocked-for":
      return `Wrong PIN, too many times. Your account is blocked for ${reply.duration} minutes.`;
    case "invalid-challenge":
      return "This login is no longer open. Ask for a new QR code.";
    case "invalid-request":
    case "show-digits":
      return "The service could not use this answer. Try again.";
    case "enrollment-refused":
      return `The service did not accept the account. ${reply.message ?? ""}`.trimEnd();
    case "ok":
      return "Done.";
  }
}
