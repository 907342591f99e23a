// The subject of a request: `serial`, `user` (perhaps with `@realm`), `realm`. Every endpoint reads
// names here or by readOwner: an impossible one is refused before any look-up or write.

import { type Outcome, refuse } from "../../core/reasons.ts";
import { type ImpossibleName, readOwner } from "../../core/token/owner.ts";
import type { Subject } from "../../core/token.ts";
import type { NamedUser } from "../../core/user.ts";
import type { Parameter } from "../../tiqr/requests.ts";

export type NameSettings = Parameters<typeof readOwner>[1];

export function readSubject(parameter: Parameter, settings: NameSettings): Outcome<{ readonly subject: Subject }> {
  const read = readNamed(parameter, settings);
  return read.ok ? { ok: true, subject: { serial: parameter("serial"), named: read.named } } : read;
}

/** Also refuses a request with neither a serial nor a user. */
export function readNamedSubject(parameter: Parameter, settings: NameSettings): Outcome<{ readonly subject: Subject }> {
  const read = readSubject(parameter, settings);
  if (!read.ok) return read;
  const { serial, named } = read.subject;
  return serial === undefined && named === undefined ? refuse({ code: "missing-subject" }) : read;
}

export function readNamed(
  parameter: Parameter,
  settings: NameSettings,
): Outcome<{ readonly named: NamedUser | undefined }, ImpossibleName> {
  const user = parameter("user");
  return user === undefined ? { ok: true, named: undefined } : readOwner({ user, realm: parameter("realm") }, settings);
}
