// Who calls the help desk: docs/accounts.md.

import { choice, type SettingTable, wholeNumber } from "../kinds.ts";

const HOUR_MS = 3600 * 1000;

export const DESK = {
  deskVerifies: {
    name: "DESK_VERIFIES",
    kind: choice({ off: "off", show: "show", required: "required" }),
    default: "show",
    meaning:
      "Whether the help desk can ask callers to show who they are (show), and may give access only to those who have " +
      "(required); see docs/accounts.md",
  },
  deskWaitMs: {
    name: "DESK_WAIT_HOURS",
    kind: wholeNumber("hours", 1, 168, HOUR_MS),
    default: "24",
    meaning: "How long callers wait who can show nothing; they can object meanwhile",
  },
} satisfies Partial<SettingTable>;
