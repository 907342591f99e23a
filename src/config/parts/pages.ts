// The operator's own look, and where people find help.

import type { SettingTable } from "../kinds.ts";
import * as texts from "../texts.ts";

export const PAGES = {
  brandColor: {
    name: "BRAND_COLOR",
    kind: texts.colourOrEmpty,
    default: "",
    meaning:
      "The colour of buttons and links on pages, made darker or lighter until it is legible; this service's own if empty",
  },
  brandLogoUrl: {
    name: "BRAND_LOGO_URL",
    kind: texts.linkOrEmpty,
    default: "",
    meaning: "The logo at the top of pages, this service's own if empty",
  },
  helpUrl: {
    name: "HELP_URL",
    kind: texts.helpOrEmpty,
    default: "",
    meaning: "Where people find help: an http or https page, mailto: or tel:; pages link to it, and to none if empty",
  },
  helpText: {
    name: "HELP_TEXT",
    kind: texts.lineOrEmpty,
    default: "",
    meaning: "What the pages say of the help, such as a name and a telephone number",
  },
} satisfies Partial<SettingTable>;
