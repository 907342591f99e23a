// Users and their attributes as privacyIDEA shows them (lib/user.py), with some of our own.

import type { UserDetails, UserRecord } from "../../core/ports/people/users.ts";
import { isoOf, isoOrNull } from "../answer/iso-time.ts";
import type { AttributesJson, UserDetailsJson, UserJson } from "./shapes.ts";

/** As in privacyIDEA, attributes are texts, and one that is not set is left out. */
export const attributesJson = ({ displayName, email, groups, externalId }: UserRecord): AttributesJson => ({
  ...(email === null ? {} : { email }),
  ...(displayName === null ? {} : { name: displayName }),
  ...(groups.length === 0 ? {} : { groups: groups.join(",") }),
  ...(externalId === null ? {} : { external_id: externalId }),
});

export const userJson = (user: UserRecord): UserJson => ({
  description: "",
  editable: false,
  email: "",
  givenname: user.displayName ?? user.name,
  mobile: "",
  phone: "",
  realm: user.realm,
  resolver: user.realm,
  surname: "",
  // A row's id differs in each database, and no login reads it. Only a directory changes a name.
  userid: user.name,
  username: user.name,
  created_at: isoOf(user.createdAtMs),
  phones: user.phones,
  link_expires_at: isoOrNull(user.linkEndsAtMs),
  deactivated_at: isoOrNull(user.deactivatedAtMs),
  deleted_at: isoOrNull(user.deletedAtMs),
  blocked_at: isoOrNull(user.block.atMs),
  blocked_by: user.block.by ?? "",
  blocked_reason: user.block.reason ?? "",
  block_from: isoOrNull(user.block.fromMs),
  block_until: isoOrNull(user.block.untilMs),
  ...(user.use && {
    last_sign_in_at: isoOrNull(user.use.lastSignInMs),
    phones_locked: user.use.locked,
    phones_disabled: user.use.disabled,
  }),
  ...(user.matched ? { matched: user.matched } : {}),
  // privacyIDEA, too, adds its own attributes to the user's.
  ...attributesJson(user),
});

export const detailsJson = ({
  user,
  sessions,
  recoveryCodesLeft,
  lastApplication,
  undo,
  pass,
}: UserDetails): UserDetailsJson => ({
  ...userJson(user),
  sessions: sessions.map(({ serial, client, browser, factor, signedInAtMs, seenAtMs }) => ({
    serial,
    client,
    browser,
    factor,
    signed_in_at: isoOf(signedInAtMs),
    last_seen_at: isoOf(seenAtMs),
  })),
  recovery_codes_left: recoveryCodesLeft,
  ...(lastApplication ? { last_application: lastApplication } : {}),
  undo: undo.map(({ id, serial, kind, madeBy, madeAtMs, endsAtMs }) => ({
    id,
    serial,
    kind,
    made_by: madeBy,
    made_at: isoOf(madeAtMs),
    ends_at: isoOf(endsAtMs),
  })),
  day_pass: pass && { expires_at: isoOf(pass.untilMs), uses_left: pass.usesLeft },
});
