// Mails a person about their own account, once the reply is out: a mail that cannot be sent neither
// delays nor fails what it tells of.

import type { Call } from "./call.ts";
import { emailOf } from "./mail-address.ts";
import type { Ports } from "./ports/index.ts";
import type { Letter } from "./ports/people/mail.ts";
import type { UserReading } from "./user.ts";

export function mailPerson(
  { mail, self, settings }: Pick<Ports, "mail" | "self" | "settings">,
  { user, realm }: UserReading,
  letter: Letter,
  { language = settings.mailLanguage, onceReplied }: Call,
): void {
  if (!mail) return;
  onceReplied(async () => {
    const to = emailOf({ user, realm, email: await self.emailOf({ user, realm }) }, settings);
    if (to !== undefined) await mail.send(to, letter, language);
  });
}
