// The user whom a path names by realm and name.

import type { Outcome } from "../../core/reasons.ts";
import { readOwner } from "../../core/token/owner.ts";
import type { UserReading } from "../../core/user.ts";
import type { NameSettings } from "../request/subject.ts";

export function ownerIn(
  { name: user, realm }: { readonly name: string; readonly realm: string },
  settings: NameSettings,
): Outcome<{ readonly named: UserReading }> {
  const read = readOwner({ user, realm }, settings);
  return read.ok ? { ok: true, named: { user, realm } } : read;
}
