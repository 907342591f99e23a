// The language that a person has chosen at the foot of a page, and the pages that offer the choice.

import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { isLanguage, type Language } from "../words/words.ts";
import { languageAmong, pickLanguage } from "./language.ts";

export const LANGUAGE_COOKIE = "language";

export function chosenLanguage(c: Context): Language | undefined {
  const chosen = getCookie(c, LANGUAGE_COOKIE, "host") ?? getCookie(c, LANGUAGE_COOKIE);
  return chosen !== undefined && isLanguage(chosen) ? chosen : undefined;
}

/** `locales`: the languages that an application asks for. */
export const languageOf = (c: Context, locales?: string | null): Language =>
  chosenLanguage(c) ?? languageAmong(locales) ?? pickLanguage(c.req.header("Accept-Language"));

/**
 * The address to come back to, if the page offers the choice. In the middle of a sign-in the way back would lose the step, and so
 * would that to the answer to a form.
 */
export function pageToReturnTo(c: Context): string | undefined {
  const { pathname, search } = new URL(c.req.url);
  const isStep = /^\/(console\/(sign-|confirm)|me\/confirm)/.test(pathname);
  const isOffered = pathname === "/" || (/^\/(console|me)(\/|$)/.test(pathname) && !isStep);
  if (c.req.method !== "GET" || !isOffered) return undefined;
  // The notice of an action would come again.
  const query = new URLSearchParams(search);
  query.delete("done");
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}
