// The words of all pages but the console's, joined from their rooms; Dutch and German in the polite
// form. scripts/pages/words.ts builds a module or a file of each language.

import type { In, WordTable } from "../../lib/words.ts";
import { callWords } from "./callers.ts";
import { confirmWords } from "./ciba.ts";
import { deviceWords } from "./device.ts";
import { enrolWords } from "./enrol/enrol.ts";
import { entraWords } from "./entra.ts";
import { homeWords } from "./home.ts";
import { linkWords } from "./link.ts";
import { loginWords } from "./login/login.ts";
import { meWords } from "./me/me.ts";
import { oidcWords } from "./oidc.ts";
import { pagesWords } from "./pages.ts";

/** What a sign-in shows, and what all pages have in common. */
export const pagesBook = {
  ...pagesWords,
  link: linkWords,
  login: loginWords,
} satisfies WordTable;

export type Words = In<typeof pagesBook>;

/**
 * What no sign-in shows: the start page, what people see of their own account, sign-outs,
 * and why a sign-in does not begin.
 */
export const personBook = {
  home: homeWords,
  call: callWords,
  confirm: confirmWords,
  device: deviceWords,
  entra: entraWords,
  me: meWords,
  enrol: enrolWords,
  oidc: oidcWords,
} satisfies WordTable;

export type PersonWords = In<typeof personBook>;
