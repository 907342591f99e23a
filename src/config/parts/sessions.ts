// Browsers that stay signed in, what applications hear about a person, and self-service.

import { onOff, type SettingTable, wholeNumber } from "../kinds.ts";
import * as texts from "../texts.ts";

export const SESSIONS = {
  sessionIdleMs: {
    name: "SESSION_IDLE_MINUTES",
    kind: wholeNumber("minutes", 1, 7 * 24 * 60, 60_000),
    default: "60",
  },
  sessionMaxMs: {
    name: "SESSION_MAX_HOURS",
    kind: wholeNumber("hours", 1, 30 * 24, 3_600_000),
    default: "12",
  },
  forwardAuthDomain: {
    name: "FORWARD_AUTH_DOMAIN",
    kind: texts.domainOrEmpty,
    default: "",
  },
  emailTemplate: {
    name: "EMAIL_TEMPLATE",
    kind: texts.emailTemplate,
    default: "",
  },
  selfService: {
    name: "SELF_SERVICE",
    kind: texts.selfService,
    default: "remove pin",
  },
  deviceGrant: {
    name: "DEVICE_GRANT",
    kind: onOff,
    default: "off",
  },
  ciba: {
    name: "CIBA",
    kind: onOff,
    default: "off",
  },
} satisfies Partial<SettingTable>;
