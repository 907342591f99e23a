// Sends one mail, to an address that the operator names: an enrolment link of the throwaway person,
// which ends with the person.
import type { AccountSite } from "./account-checks.ts";
import { type CheckResult, fine, untried, wrong } from "./check-result.ts";
import { replyJson } from "./site.ts";
import type { ThrowawayPerson } from "./throwaway-person.ts";

export async function tryMail(
  site: AccountSite,
  { name, realm }: ThrowawayPerson,
  to: string | undefined,
): Promise<CheckResult> {
  if (!(await site.manage.settings()).MAIL_FROM) return untried("MAIL_FROM is empty, so the service sends no mail.");
  if (to === undefined) return untried("--mail ADDRESS sends one there.");
  await site.manage.users.setAttribute(realm, name, "email", to);
  const { status, text } = await site.askAsAccount("/token/enrollmentlink", { user: name, realm, mail: "true" });
  const mail = replyJson(text)?.detail?.mail;
  if (mail === "sent")
    return fine(`Email Service has taken a mail to ${to}. See that it arrives: its link no longer works.`);
  return wrong(`No mail was sent: ${mail ?? replyJson(text)?.result?.error?.message ?? status}. See docs/mail.md.`);
}
