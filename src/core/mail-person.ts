// Mails a person about their own account, once the reply is out: a mail that cannot be sent neither
// delays nor fails what it tells of.

import type { AdminCall, Call } from "./call.ts";
import { emailOf, languageIn } from "./mail-address.ts";
import type { Ports } from "./ports/index.ts";
import type { DeskAct, Letter } from "./ports/people/mail.ts";
import type { UserReading } from "./user.ts";

export function mailPerson(
  { mail, self, settings }: Pick<Ports, "mail" | "self" | "settings">,
  { user, realm }: UserReading,
  letter: Letter,
  { language, onceReplied }: Call,
): void {
  if (!mail) return;
  onceReplied(async () => {
    const mailbox = await self.mailboxOf({ user, realm });
    const to = emailOf({ user, realm, email: mailbox.email }, settings);
    if (to !== undefined) await mail.send(to, letter, language ?? languageIn(mailbox, settings));
  });
}

/** The person hears what the desk has done, whoever asked for it. A job sends its own mails. */
export function tellPerson(
  ports: Pick<Ports, "mail" | "self" | "settings">,
  owner: UserReading,
  about: DeskAct,
  call: AdminCall,
): void {
  if (call.caller.proof === "exempt") return;
  mailPerson(ports, owner, { kind: "desk", about, user: owner.user, atMs: call.nowMs }, call);
}
