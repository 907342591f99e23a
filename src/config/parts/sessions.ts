// Browsers that stay signed in, what applications hear about a person, and self-service.

import { onOff, type SettingTable, wholeNumber } from "../kinds.ts";
import * as texts from "../texts.ts";

export const SESSIONS = {
  sessionIdleMs: {
    name: "SESSION_IDLE_MINUTES",
    kind: wholeNumber("minutes", 1, 7 * 24 * 60, 60_000),
    default: "60",
    meaning: "After how long without use a person has to sign in again in a browser",
  },
  sessionMaxMs: {
    name: "SESSION_MAX_HOURS",
    kind: wholeNumber("hours", 1, 30 * 24, 3_600_000),
    default: "12",
    meaning: "After how long a person has to sign in again in a browser in any case",
  },
  forwardAuthDomain: {
    name: "FORWARD_AUTH_DOMAIN",
    kind: texts.domainOrEmpty,
    default: "",
    meaning:
      "The common parent domain of this service and of the hosts behind a proxy that asks it; no forward authentication if empty",
  },
  emailTemplate: {
    name: "EMAIL_TEMPLATE",
    kind: texts.emailTemplate,
    default: "",
    meaning:
      "The e-mail address of users without one, such as {user}@example.org ({realm} too; without it, of the default " +
      "realm alone); none if empty",
  },
  selfService: {
    name: "SELF_SERVICE",
    kind: texts.selfService,
    default: "remove pin",
    meaning:
      "What signed-in people may do to the protection of their own account, each confirmed by a phone: add another, " +
      "remove one, change the PIN, make recovery codes",
  },
  deviceGrant: {
    name: "DEVICE_GRANT",
    kind: onOff,
    default: "off",
    meaning:
      "Whether devices and commands without a browser may ask for a sign-in, which a person allows at /device; see " +
      "docs/ciba.md",
  },
  ciba: {
    name: "CIBA",
    kind: onOff,
    default: "off",
    meaning: "Whether applications may ask people to confirm something on their phones; see docs/ciba.md",
  },
} satisfies Partial<SettingTable>;
