// Users and accounts.

import { MATCHED_IN } from "../../core/ports/people/users.ts";
import { UNDO_KINDS } from "../../core/ports/tokens/undo.ts";
import { flag, list, object, oneOf, orNull, shape, text, time, type ValueOf, whole } from "../../lib/schema.ts";

const USER = {
  description: text,
  editable: flag,
  email: text,
  givenname: text,
  mobile: text,
  phone: text,
  realm: text,
  resolver: text,
  surname: text,
  userid: text,
  username: text,
  created_at: time,
  phones: orNull(whole),
  link_expires_at: orNull(time),
  deactivated_at: orNull(time),
  deleted_at: orNull(time),
  blocked_at: orNull(time),
  blocked_by: text,
  blocked_reason: text,
  block_from: orNull(time),
  block_until: orNull(time),
};
const ATTRIBUTES = { name: text, groups: text, external_id: text };
const MORE_OF_USER = {
  ...ATTRIBUTES,
  last_sign_in_at: orNull(time),
  phones_locked: whole,
  phones_disabled: whole,
  /** Of a search. */
  matched: object({ in: oneOf(...MATCHED_IN), text }),
};

export const userShape = shape(
  "User",
  () => USER,
  () => MORE_OF_USER,
);
export type UserJson = ValueOf<typeof userShape>;

export const attributesShape = object({}, { email: text, ...ATTRIBUTES });
export type AttributesJson = ValueOf<typeof attributesShape>;

export const userDetailsShape = shape(
  "UserDetails",
  () => ({
    ...USER,
    sessions: list(
      object({
        ...{ serial: text, client: text, browser: text, factor: oneOf("phone", "pass") },
        ...{ signed_in_at: time, last_seen_at: time },
      }),
    ),
    recovery_codes_left: whole,
    undo: list(
      object({ id: text, serial: text, kind: oneOf(...UNDO_KINDS), made_by: text, made_at: time, ends_at: time }),
    ),
    day_pass: orNull(object({ expires_at: time, uses_left: whole })),
  }),
  () => ({ ...MORE_OF_USER, last_application: text }),
);
export type UserDetailsJson = ValueOf<typeof userDetailsShape>;

/** `pass`: twelve digits, as people read them. It is shown this once. */
export const madePassShape = shape("DayPass", () => ({ pass: text, serial: text, expires_at: time, uses: whole }));
export type MadePassJson = ValueOf<typeof madePassShape>;

export const apiKeyShape = object({
  id: text,
  created_at: orNull(time),
  expires_at: orNull(time),
  last_used_at: orNull(time),
});

export type ApiKeyJson = ValueOf<typeof apiKeyShape>;

export const accountShape = shape("Account", () => ({
  name: text,
  rights: list(text),
  realms: orNull(list(text)),
  disabled: flag,
  password: flag,
  person: flag,
  second_factor: flag,
  created_at: orNull(time),
  last_used_at: orNull(time),
  keys: list(apiKeyShape),
}));
export type AccountJson = ValueOf<typeof accountShape>;
