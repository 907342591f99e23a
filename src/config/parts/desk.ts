// Who calls the help desk: docs/accounts.md.

import { choice, type SettingTable, wholeNumber } from "../kinds.ts";

const HOUR_MS = 3600 * 1000;

export const DESK = {
  deskVerifies: {
    name: "DESK_VERIFIES",
    kind: choice({ off: "off", show: "show", required: "required" }),
    default: "show",
  },
  deskWaitMs: {
    name: "DESK_WAIT_HOURS",
    kind: wholeNumber("hours", 1, 168, HOUR_MS),
    default: "24",
  },
} satisfies Partial<SettingTable>;
