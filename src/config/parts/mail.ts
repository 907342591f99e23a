// Mail to people, by Cloudflare's Email Service: docs/mail.md.

import { LANGUAGES, type Language } from "../../lib/words.ts";
import { choice, onOff, type SettingTable } from "../kinds.ts";
import * as texts from "../texts.ts";

const languages = Object.fromEntries(LANGUAGES.map((language) => [language, language]));

export const MAIL = {
  mailFrom: {
    name: "MAIL_FROM",
    kind: texts.addressOrEmpty,
    default: "",
  },
  mailLanguage: {
    name: "MAIL_LANGUAGE",
    kind: choice<Language>(languages),
    default: "en",
  },
  mailAdministrators: {
    name: "MAIL_ADMINISTRATORS",
    kind: texts.addresses,
    default: "",
  },
  mailsNewBrowsers: {
    name: "NEW_BROWSER_MAIL",
    kind: onOff,
    default: "off",
  },
} satisfies Partial<SettingTable>;
