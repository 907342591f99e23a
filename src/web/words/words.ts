// Every visible word, by language and page. The English object is the type of the others, so a missing word does not compile.
// Texts with variable parts are functions.

import { consoleDe } from "./de/console.ts";
import { enrolDe } from "./de/enrol.ts";
import { loginDe } from "./de/login.ts";
import { pagesDe } from "./de/pages.ts";
import { consoleEn } from "./en/console.ts";
import { enrolEn } from "./en/enrol.ts";
import { loginEn } from "./en/login.ts";
import { pagesEn } from "./en/pages.ts";
import { consoleNl } from "./nl/console.ts";
import { enrolNl } from "./nl/enrol.ts";
import { loginNl } from "./nl/login.ts";
import { pagesNl } from "./nl/pages.ts";

const en = { ...pagesEn, login: loginEn, enrol: enrolEn, console: consoleEn };
export type Words = typeof en;
export type ConsoleWords = Words["console"];

const nl: Words = { ...pagesNl, login: loginNl, enrol: enrolNl, console: consoleNl };
const de: Words = { ...pagesDe, login: loginDe, enrol: enrolDe, console: consoleDe };

export type Language = "en" | "nl" | "de";
export const WORDS: Readonly<Record<Language, Words>> = { en, nl, de };
