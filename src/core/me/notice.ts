// Mails the person about a change to the account, and administrators about a disowned sign-in. It
// follows the reply, so a mail that cannot be sent neither delays nor fails the change.
//
// No limit is needed: each notice costs what a stranger with the PIN lacks, which is a phone's
// answer, one of ten recovery codes, or a session, which ends with "that wasn't me".

import type { Call } from "../call.ts";
import { mailPerson } from "../mail-person.ts";
import type { Ports } from "../ports/index.ts";
import type { NoticeAbout } from "../ports/people/mail.ts";
import type { UserReading } from "../user.ts";

export function notify(ports: Ports, owner: UserReading, about: NoticeAbout, call: Call): void {
  const { nowMs: atMs, client } = call;
  mailPerson(ports, owner, { kind: "notice", about, user: owner.user, atMs, client }, call);
}

export function tellAdministrators(
  { mail, settings }: Pick<Ports, "mail" | "settings">,
  { user, realm }: UserReading,
  phone: { readonly serial: string; readonly isInUse: boolean },
  { nowMs: atMs, client, onceReplied }: Call,
): void {
  if (!mail) return;
  // One mail each, so that one refused address does not keep the others from hearing.
  for (const to of settings.mailAdministrators)
    onceReplied(() => mail.send(to, { kind: "disowned", user, realm, ...phone, atMs, client }, settings.mailLanguage));
}
