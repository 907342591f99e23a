// A person whom a directory makes, or lets in again, gets an enrolment link if there is an address
// and no phone. The batch makes it with a hash that no key has: ./due-mails.ts draws the key when
// the mail is sent, so that nothing stored opens the link.

import { emailOf } from "../../core/mail-address.ts";
import type { PersonState } from "../../core/ports/people/directory.ts";
import { SHUT_OUT } from "../sql/shut-out.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { MAY_ENROL, withdrawal } from "../sql/withdraw.ts";
import { type DirectoryAt, SCIM_RIGHT } from "./at.ts";
import { MARKED } from "./person-guards.ts";
import { nameOf } from "./person-row.ts";

/** Starters have it before their first day. */
const LINK_HOLDS_MS = 7 * 24 * 3600_000;

/** Holds for a token with a phone, or that may soon have one. What only began leaves nobody out. */
const HAS_PHONE = "NOT token.revoked AND (token.rollout_state = 'enrolled' OR token.session_expires_at_ms > :now)";

/** Undefined where no mail would go. */
export function joinerLink(
  { settings, mail, realm, call }: DirectoryAt,
  { userName, email, active }: PersonState,
  guard: string,
  parameters: Parameters,
) {
  const user = nameOf(userName, settings);
  const isMailed = settings.scimLinks === "mail" && mail && active && emailOf({ user, realm, email }, settings);
  if (!isMailed) return undefined;
  return part<{ hash: string }>(
    `INSERT INTO enrollment_link (hash, user, realm, shadows, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms,
       mail_due_at_ms)
     SELECT lower(hex(randomblob(32))), user.name, user.realm, 0, 1, :caller, :caller_generation, :now, :link_ends, :now
     FROM user WHERE ${MARKED} AND NOT ${SHUT_OUT} AND ${guard}
       AND NOT EXISTS (SELECT 1 FROM token WHERE token.realm = user.realm AND token.user = user.name AND ${HAS_PHONE})
       AND NOT EXISTS (SELECT 1 FROM enrollment_link AS link WHERE link.realm = user.realm AND link.user = user.name
         AND link.expires_at_ms > :now AND link.withdrawn_at_ms IS NULL AND ${MAY_ENROL}) RETURNING hash`,
    { ...parameters, link_ends: call.nowMs + LINK_HOLDS_MS },
  );
}

/** Of a directory, this one or another, or of an account that is gone: not of a desk. */
const OF_DIRECTORY = `(link.made_by = :caller OR link.made_by <> '' AND NOT EXISTS (SELECT 1 FROM admin AS maker
  WHERE maker.name = link.made_by AND '${SCIM_RIGHT}' NOT IN (SELECT value FROM json_each(maker.rights))))`;

/** Whoever reads the mail at an address that is the person's no more must not enrol a phone. */
export const misdirected = (guard: string, parameters: Parameters) =>
  withdrawal(
    `${OF_DIRECTORY} AND (link.realm, link.user) IN (SELECT realm, name FROM user WHERE ${MARKED}) AND ${MAY_ENROL}
     AND ${guard}`,
    parameters,
  );
