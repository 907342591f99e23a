// Users, their realms, and where it shows who has a token.

import { choice, onOff, type SettingTable, wholeNumber } from "../kinds.ts";
import * as texts from "../texts.ts";

export const USERS = {
  defaultRealm: {
    name: "DEFAULT_REALM",
    kind: texts.realm,
    default: "default",
    meaning: "The realm of users who are named without one",
  },
  adminRealm: {
    name: "ADMIN_REALM",
    kind: texts.realm,
    default: "administrators",
    meaning:
      "The realm of administrators' own tokens, under the names of their accounts, only for /auth; it must not be DEFAULT_REALM",
  },
  phonesRequired: {
    name: "ADMIN_SECOND_FACTOR",
    kind: choice({ optional: false, required: true }),
    default: "optional",
    meaning: "Whether administrators must confirm their sign-in with a phone",
  },
  consoleIdleMs: {
    name: "CONSOLE_IDLE_MINUTES",
    kind: wholeNumber("minutes", 5, 60, 60_000),
    default: "15",
    meaning: "After how long without use somebody has to sign in again to the console",
  },
  consoleMaxMs: {
    name: "CONSOLE_MAX_HOURS",
    kind: wholeNumber("hours", 1, 12, 3_600_000),
    default: "1",
    meaning:
      "After how long somebody has to sign in again to the console in any case; more than one hour only after a " +
      "sign-in that a phone has confirmed",
  },
  foldUserCase: {
    name: "FOLD_USER_CASE",
    kind: onOff,
    default: "off",
    meaning: "Whether user names that differ only in case are one user; decide before the first user",
  },
  hidesUsers: {
    name: "HIDE_UNKNOWN_USERS",
    kind: choice({ login: "at-login", on: "everywhere", off: "nowhere" }),
    default: "login",
    meaning:
      "Where nothing, not even the time, shows a stranger whether a user has a token: on the login page (login), " +
      "also at /validate/check (on), or nowhere (off)",
  },
} satisfies Partial<SettingTable>;
