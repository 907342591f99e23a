// Users and accounts.

import { RIGHTS } from "../../core/caller.ts";
import { type Fields, flag, list, object, oneOf, orNull, type Schema, text, time, whole } from "../openapi/schema.ts";

const USER: Fields = {
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
const MORE_OF_USER: Fields = { name: text, groups: text, last_sign_in_at: orNull(time) };

export const PEOPLE: Readonly<Record<string, Schema>> = {
  User: object(USER, MORE_OF_USER),
  UserDetails: object(
    {
      ...USER,
      sessions: list(object({ serial: text, client: text, signed_in_at: time, last_seen_at: time })),
      recovery_codes_left: whole,
    },
    MORE_OF_USER,
  ),
  Right: oneOf("*", ...RIGHTS),
  Account: object({
    name: text,
    rights: list(text),
    realms: orNull(list(text)),
    disabled: flag,
    password: flag,
    second_factor: flag,
    created_at: orNull(time),
    last_used_at: orNull(time),
    keys: list(object({ id: text, created_at: orNull(time), expires_at: orNull(time), last_used_at: orNull(time) })),
  }),
};
