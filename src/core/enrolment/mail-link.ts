// Sends an enrolment link to its user by mail. Hours may lie between the link and its mail, so the
// link is looked at again: nobody gets one that leads nowhere.

import { LANGUAGES, type Language } from "../../lib/words.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { emailOf, languageIn } from "../mail-address.ts";
import type { Ports } from "../ports/index.ts";
import type { MailedLink } from "../ports/people/mail.ts";
import { invalidParameter, type Outcome } from "../reasons.ts";
import { lookAtLink } from "./link.ts";
import { linkTo, type MailedHow } from "./make-link.ts";

export const NO_MAIL = invalidParameter("mail", "this service sends no mail, see docs/mail.md");

/** Reads whether a link is to be mailed, and in which language; undefined when it is not. */
export function readMail(
  { mail, settings }: Pick<Ports, "mail" | "settings">,
  parameter: Parameter,
): Outcome<{ readonly language: Language | undefined; readonly mailed: MailedHow }> {
  const asked = parameter("mail");
  if (asked !== "true" && asked !== "only") return { ok: true, language: undefined, mailed: "no" };
  if (!mail) return NO_MAIL;
  const wanted = parameter("language") ?? settings.mailLanguage;
  const language = LANGUAGES.find((one) => one === wanted);
  const mailed = asked === "only" ? "only" : "too";
  return language
    ? { ok: true, language, mailed }
    : invalidParameter("language", `expected one of ${LANGUAGES.join(", ")}`);
}

/** Whoever calls knows that the link is open. `language`: any tag, or null. */
export async function mailLinkTo(
  { mail, settings }: Pick<Ports, "mail" | "settings">,
  {
    language,
    expiresAtMs,
    ...whom
  }: Parameters<typeof emailOf>[0] & { readonly language: string | null; readonly expiresAtMs: number },
  key: string,
): Promise<MailedLink> {
  const to = emailOf(whom, settings);
  if (to === undefined) return "no-address";
  const letter = { kind: "link", user: whom.user, link: linkTo({ settings }, key), expiresAtMs } as const;
  return (await mail?.send(to, letter, languageIn({ language }, settings))) ?? (mail ? "sent" : "sender");
}

export async function mailLink(ports: Ports, key: string, language: Language, nowMs: number): Promise<MailedLink> {
  const view = await lookAtLink(ports, key, undefined, nowMs);
  if (view.state !== "fresh") return "link-over";
  const { user, realm, expiresAtMs } = view.link;
  const { email } = await ports.self.mailboxOf({ user, realm });
  return mailLinkTo(ports, { user, realm, email, language, expiresAtMs }, key);
}
