// The words in English, joined from their pages; the type of all languages, so none may be missing.

import { consoleEn } from "./console.ts";
import { enrolEn } from "./enrol.ts";
import { loginEn } from "./login.ts";
import { meEn } from "./me.ts";
import { oidcEn } from "./oidc.ts";
import { pagesEn } from "./pages.ts";

export const words = { ...pagesEn, login: loginEn, me: meEn, enrol: enrolEn, oidc: oidcEn, console: consoleEn };

export type Words = typeof words;
