// A person's own links, from /me or a recovery code: `made_by` is empty, as no account's name is.

import { type Parameters, part } from "../sql/sql.ts";
import { withdrawal } from "../sql/withdraw.ts";

/** Makes a link if `guard` holds. Binds hash, user, realm, replaces, asks_pin, now and expires. */
export const makeOwnLink = (guard: string, parameters: Parameters) =>
  part(
    `INSERT INTO enrollment_link (hash, user, realm, shadows, replaces, asks_pin, made_by,
      made_by_generation, made_at_ms, expires_at_ms)
     SELECT :hash, :user, :realm, 0, :replaces, :asks_pin, '', 0, :now, :expires WHERE ${guard} RETURNING hash`,
    parameters,
  );

/** A thief may have made links, and show a QR code. This ends all of them, if `guard` holds. */
export function withdrawOwnLinks(guard: string, parameters: Parameters) {
  const which = `link.user = :user AND link.realm = :realm AND link.made_by = '' AND ${guard}`;
  const { code, link } = withdrawal(which, parameters);
  return { begunCodes: code, begunLinks: link };
}
