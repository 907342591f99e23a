// The words of all pages but the console's, joined from their rooms; Dutch and German in the polite
// form. scripts/pages/words.ts builds a module of each language.

import type { In, WordTable } from "../../lib/words.ts";
import { callWords } from "./callers.ts";
import { confirmWords } from "./ciba.ts";
import { deviceWords } from "./device.ts";
import { enrolWords } from "./enrol/enrol.ts";
import { linkWords } from "./link.ts";
import { loginWords } from "./login/login.ts";
import { meWords } from "./me/me.ts";
import { oidcWords } from "./oidc.ts";
import { pagesWords } from "./pages.ts";

export const pagesBook = {
  ...pagesWords,
  call: callWords,
  confirm: confirmWords,
  device: deviceWords,
  link: linkWords,
  login: loginWords,
  me: meWords,
  enrol: enrolWords,
  oidc: oidcWords,
} satisfies WordTable;

export type Words = In<typeof pagesBook>;
