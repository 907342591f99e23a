// Mails a person about a sign-in in a browser in which they had not signed in before. A relayed
// sign-in always comes from one (RFC 10027 §6.1.6).

import type { Call } from "../call.ts";
import { mailPerson } from "../mail-person.ts";
import type { Ports } from "../ports/index.ts";
import type { FinishedPageLogin } from "./page-login.ts";

/**
 * Off unless asked for: private windows are always new, and nobody reads mail that always comes.
 */
export function mailNewBrowser(
  ports: Ports,
  { user, realm, isKnown, isRepeated, proximity }: FinishedPageLogin,
  call: Call,
): void {
  if (isKnown !== false || isRepeated || !ports.settings.mailsNewBrowsers) return;
  const { nowMs: atMs, client } = call;
  mailPerson(ports, { user, realm }, { kind: "new-browser", user, proximity, atMs, client }, call);
}
