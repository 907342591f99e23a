// The operator's own look, and where people find help.

import type { SettingTable } from "../kinds.ts";
import * as texts from "../texts.ts";

export const PAGES = {
  brandColor: {
    name: "BRAND_COLOR",
    kind: texts.colourOrEmpty,
    default: "",
  },
  brandLogoUrl: {
    name: "BRAND_LOGO_URL",
    kind: texts.linkOrEmpty,
    default: "",
  },
  helpUrl: {
    name: "HELP_URL",
    kind: texts.helpOrEmpty,
    default: "",
  },
  helpText: {
    name: "HELP_TEXT",
    kind: texts.lineOrEmpty,
    default: "",
  },
} satisfies Partial<SettingTable>;
