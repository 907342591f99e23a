// The mail about a question. It has a link and never a QR code, which filters of mail look for.

import type { Call } from "../call.ts";
import { mailPerson } from "../mail-person.ts";
import type { Ports } from "../ports/index.ts";
import { type CibaAsked, type CibaName, sealConfirmTicket } from "./sealed.ts";

const CONFIRM_PATH = "/confirm";

export async function mailQuestion(
  ports: Pick<Ports, "mail" | "sealer" | "self" | "settings">,
  name: CibaName,
  { clientName: application, message }: CibaAsked,
  call: Call,
): Promise<void> {
  const { user, realm, expiresAtMs } = name;
  const link = `${ports.settings.publicUrl}${CONFIRM_PATH}/${await sealConfirmTicket(ports.sealer, name)}`;
  const letter = { kind: "confirm", user, application, message, atMs: call.nowMs, expiresAtMs, link } as const;
  mailPerson(ports, { user, realm }, letter, call);
}
