// Mail to people, by Cloudflare's Email Service: docs/mail.md.

import { MAIL_LANGUAGES, type MailLanguage } from "../../core/call.ts";
import { choice, onOff, type SettingTable } from "../kinds.ts";
import * as texts from "../texts.ts";

const languages = Object.fromEntries(MAIL_LANGUAGES.map((language) => [language, language]));

export const MAIL = {
  mailFrom: {
    name: "MAIL_FROM",
    kind: texts.addressOrEmpty,
    default: "",
    meaning: "The address from which mail comes, with the binding MAIL; no mail is sent if empty",
  },
  mailLanguage: {
    name: "MAIL_LANGUAGE",
    kind: choice<MailLanguage>(languages),
    default: "en",
    meaning: "The language of mail where that of its reader is not known: to administrators, and links of jobs",
  },
  mailAdministrators: {
    name: "MAIL_ADMINISTRATORS",
    kind: texts.addresses,
    default: "",
    meaning: "Who hears by mail when a person has not made a sign-in",
  },
  mailsNewBrowsers: {
    name: "NEW_BROWSER_MAIL",
    kind: onOff,
    default: "off",
    meaning: "Whether people hear by mail of each sign-in in a browser that is new to them; private windows always are",
  },
} satisfies Partial<SettingTable>;
