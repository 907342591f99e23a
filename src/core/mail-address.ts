// E-mail addresses of users. A name from a file could carry a second address or a header into a
// mail, so only one plain address counts.

import { LANGUAGES, type Language } from "../lib/words.ts";
import type { Settings } from "../settings.ts";
import type { Mailbox } from "./ports/people/me.ts";
import type { UserReading } from "./user.ts";

/** RFC 5321 §4.5.3.1.3, without its angle brackets. */
export const MAX_EMAIL_CHARACTERS = 254;

export const isMailAddress = (text: string): boolean =>
  text.length <= MAX_EMAIL_CHARACTERS && /^[^\s@,;<>"\p{Cc}]+@[^\s@,;<>"\p{Cc}]+$/u.test(text);

/**
 * Undefined if the user has none and EMAIL_TEMPLATE makes none. Without `{realm}` the template is
 * for the default realm alone: people of two realms would share an address, which applications take
 * for one verified account, and one would get the other's mail.
 */
export function emailOf(
  { user, realm, email }: UserReading & { readonly email: string | null },
  { emailTemplate, defaultRealm }: Pick<Settings, "emailTemplate" | "defaultRealm">,
): string | undefined {
  if (email) return email;
  if (realm !== defaultRealm && !emailTemplate.includes("{realm}")) return undefined;
  const parts: Readonly<Record<string, string>> = { user, realm };
  const address = emailTemplate.replace(/\{(user|realm)\}/g, (_, name: string) => parts[name] ?? "");
  return isMailAddress(address) ? address : undefined;
}

/** The language of the person's mail, if a directory has told one that we have. */
export const languageIn = (
  { language }: Pick<Mailbox, "language">,
  { mailLanguage }: Pick<Settings, "mailLanguage">,
): Language => LANGUAGES.find((one) => one === language?.slice(0, 2).toLowerCase()) ?? mailLanguage;
