// The words in Dutch, joined from their pages.

import type { Words } from "../en/words.ts";
import { consoleNl } from "./console.ts";
import { enrolNl } from "./enrol.ts";
import { loginNl } from "./login.ts";
import { meNl } from "./me.ts";
import { oidcNl } from "./oidc.ts";
import { pagesNl } from "./pages.ts";

export const words: Words = { ...pagesNl, login: loginNl, me: meNl, enrol: enrolNl, oidc: oidcNl, console: consoleNl };
