// The language of a page: the one that a person has chosen at its foot, or else the one that the
// application or the browser asks for; and the pages that offer the choice.

import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { preferredLanguage } from "../../../lib/accept.ts";
import { isLanguage, type Language } from "../../../lib/words.ts";
import { PLAIN_PREFIX } from "../../host-cookie.ts";

export const LANGUAGE_COOKIE = "language";
/** The context's key for a language that this very request has chosen. */
export const JUST_CHOSEN = "chosenLanguage";

/** The form by which a language is chosen: where it is sent, and what it brings along. */
export interface LanguageForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

function chosenLanguage(c: Context): Language | undefined {
  const chosen: string | undefined =
    c.get(JUST_CHOSEN) ?? getCookie(c, LANGUAGE_COOKIE, "host") ?? getCookie(c, `${PLAIN_PREFIX}${LANGUAGE_COOKIE}`);
  return chosen !== undefined && isLanguage(chosen) ? chosen : undefined;
}

/** Our first language in `ui_locales` (OpenID Connect Core 1.0 §3.1.2.1), separated by spaces. */
const languageAmong = (locales: string | null | undefined): Language | undefined =>
  (locales ?? "")
    .split(" ")
    .map((tag) => tag.toLowerCase().split("-")[0] ?? "")
    .find(isLanguage);

/** `locales`: the languages that an application asks for. */
export const languageOf = (c: Context, locales?: string | null): Language =>
  chosenLanguage(c) ?? languageAmong(locales) ?? preferredLanguage(c.req.header("Accept-Language"));

/**
 * The form for a page that its address alone brings back. In a sign-in, or after a form, that would
 * lose the step; the sign-in page has a form of its own (src/web/login/page.tsx). An enrolment
 * link's key travels in the body and in the redirect: no log and no other site gets it.
 */
export function languageFormOf(c: Context): LanguageForm | undefined {
  const to = pageToReturnTo(c);
  return to === undefined ? undefined : { action: "/language", fields: { to } };
}

function pageToReturnTo(c: Context): string | undefined {
  const { pathname, search } = new URL(c.req.url);
  const isStep = /^\/(console\/(sign-|confirm)|me\/confirm)/.test(pathname);
  const isOffered =
    pathname === "/" || /^\/enrol\/[^/]+$/.test(pathname) || (/^\/(console|me)(\/|$)/.test(pathname) && !isStep);
  if (c.req.method !== "GET" || !isOffered) return undefined;
  // The notice of the last action would come again.
  const query = new URLSearchParams(search);
  query.delete("done");
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}
