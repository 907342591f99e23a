// How a job goes on when a mail was not sent. A fault of one address stands in the result, and the
// next mail follows. A fault that all mail would meet, such as a daily limit, makes the job wait.

import { MAIL_DELAYS, type MailDelay, type MailedLink } from "../ports/people/mail.ts";

const FIRST_WAIT_MS = 60_000;
/** Not much longer than the limit itself: people wait for their links. */
const MAX_WAIT_MS = 3_600_000;
/** With these waits a little more than a day, in which a daily limit ends. */
const MAX_WAITS = 30;
/** One mail that can never be sent must not hold up all those after it for a day. */
const MAX_WAITS_UNAVAILABLE = 3;

export type AfterMail =
  /** The mail is settled. */
  | { readonly next: "go-on"; readonly mail: MailedLink }
  | { readonly next: "wait"; readonly fault: MailDelay; readonly ms: number }
  | { readonly next: "give-up" };

/** `waits`: how often the job has waited for this mail already. */
export function afterMail(mail: MailedLink, waits: number): AfterMail {
  const fault = MAIL_DELAYS.find((one) => one === mail);
  if (!fault || (fault === "unavailable" && waits >= MAX_WAITS_UNAVAILABLE)) return { next: "go-on", mail };
  if (waits >= MAX_WAITS) return { next: "give-up" };
  return { next: "wait", fault, ms: Math.min(FIRST_WAIT_MS * 2 ** waits, MAX_WAIT_MS) };
}
