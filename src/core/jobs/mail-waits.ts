// How a job goes on when a mail was not sent. What concerns the address alone is told in the result, and the next mail follows. What
// would hold for every mail, such as the limit of the day, makes the job wait and try the same mail again.

import { MAIL_DELAYS, type MailDelay, type MailedLink } from "../ports/people/mail.ts";

const FIRST_WAIT_MS = 60_000;
/** Not much longer than the limit itself: people wait for their links. */
const MAX_WAIT_MS = 3_600_000;
/** With the waits above a little more than a day, in which the limit of a day ends. */
const MAX_WAITS = 30;
/** One mail that the service cannot take, for whatever reason, must not keep all behind it waiting for a day. */
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
