// Users, their realms, and where it shows who has a token.

import type { ScimLinks } from "../../settings.ts";
import { choice, onOff, type SettingTable, wholeNumber } from "../kinds.ts";
import * as texts from "../texts.ts";

export const USERS = {
  defaultRealm: {
    name: "DEFAULT_REALM",
    kind: texts.realm,
    default: "default",
  },
  adminRealm: {
    name: "ADMIN_REALM",
    kind: texts.realm,
    default: "administrators",
  },
  phonesRequired: {
    name: "ADMIN_SECOND_FACTOR",
    kind: choice({ optional: false, required: true }),
    default: "optional",
  },
  consoleIdleMs: {
    name: "CONSOLE_IDLE_MINUTES",
    kind: wholeNumber("minutes", 5, 60, 60_000),
    default: "15",
  },
  consoleMaxMs: {
    name: "CONSOLE_MAX_HOURS",
    kind: wholeNumber("hours", 1, 12, 3_600_000),
    default: "1",
  },
  foldUserCase: {
    name: "FOLD_USER_CASE",
    kind: onOff,
    default: "off",
  },
  hidesUsers: {
    name: "HIDE_UNKNOWN_USERS",
    kind: choice({ login: "at-login", on: "everywhere", off: "nowhere" }),
    default: "login",
  },
  scim: {
    name: "SCIM",
    kind: onOff,
    default: "off",
  },
  scimLinks: {
    name: "SCIM_LINKS",
    kind: choice<ScimLinks>({ off: "off", mail: "mail" }),
    default: "off",
  },
  scimDeleteAfterMs: {
    name: "SCIM_DELETE_AFTER_DAYS",
    kind: wholeNumber("days", 0, 90, 24 * 3_600_000),
    default: "7",
  },
} satisfies Partial<SettingTable>;
