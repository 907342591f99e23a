// Users and accounts.

import { RIGHTS } from "../../core/caller.ts";
import { flag, list, named, object, oneOf, orNull, said, text, time, type ValueOf, whole } from "../../lib/schema.ts";

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
};
const ATTRIBUTES = { name: text, groups: said(text, "Names separated by commas") };
const MORE_OF_USER = {
  ...ATTRIBUTES,
  last_sign_in_at: said(orNull(time), "Null if no phone of the user has signed in. Long pages of a list leave it out"),
};

export const userShape = named("User", object(USER, MORE_OF_USER));
export type UserJson = ValueOf<typeof userShape>;

export const attributesShape = object({}, { email: text, ...ATTRIBUTES });
export type AttributesJson = ValueOf<typeof attributesShape>;

export const userDetailsShape = named(
  "UserDetails",
  object(
    {
      ...USER,
      sessions: said(
        list(object({ serial: text, client: text, signed_in_at: time, last_seen_at: time })),
        "Sign-ins in browsers that have not ended, the latest first",
      ),
      recovery_codes_left: whole,
    },
    MORE_OF_USER,
  ),
);
export type UserDetailsJson = ValueOf<typeof userDetailsShape>;

export const rightShape = named("Right", oneOf("*", ...RIGHTS));

export const apiKeyShape = object({
  id: text,
  created_at: orNull(time),
  expires_at: orNull(time),
  last_used_at: orNull(time),
});

export type ApiKeyJson = ValueOf<typeof apiKeyShape>;

export const accountShape = named(
  "Account",
  object({
    name: text,
    rights: said(list(text), "`*` is all of them"),
    realms: said(orNull(list(text)), "Null: all realms"),
    disabled: flag,
    password: said(flag, "Whether it has one"),
    second_factor: flag,
    created_at: orNull(time),
    last_used_at: orNull(time),
    keys: list(apiKeyShape),
  }),
);
export type AccountJson = ValueOf<typeof accountShape>;
