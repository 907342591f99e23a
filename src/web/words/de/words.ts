// The words in German, joined from their pages.

import type { Words } from "../en/words.ts";
import { consoleDe } from "./console.ts";
import { enrolDe } from "./enrol.ts";
import { loginDe } from "./login.ts";
import { meDe } from "./me.ts";
import { oidcDe } from "./oidc.ts";
import { pagesDe } from "./pages.ts";

export const words: Words = { ...pagesDe, login: loginDe, me: meDe, enrol: enrolDe, oidc: oidcDe, console: consoleDe };
