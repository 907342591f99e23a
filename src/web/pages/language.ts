// POST /language: a person overrides the browser's language by a cookie of this host, and is led
// back to the page. A forged form could name another site, so only a path of ours is accepted.

import type { Context } from "hono";
import type { Hono } from "../../http/hono.ts";
import { isLanguage } from "../../lib/words.ts";
import { ownOriginOf, type Settings } from "../../settings.ts";
import { readPageForm } from "../form.ts";
import { hostCookies, isOverHttps } from "../host-cookie.ts";
import { isFromOwnPage } from "../own-page.ts";
import { JUST_CHOSEN, LANGUAGE_COOKIE } from "../ui/page/chosen-language.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
/** A host that does not exist: an address that resolves to another host is not ours. */
const NOWHERE = "https://page.invalid";

export function ownPathIn(to: string): string {
  if (!to.startsWith("/") || !URL.canParse(to, NOWHERE)) return "/";
  const { origin, pathname, search } = new URL(to, NOWHERE);
  return origin === NOWHERE && !pathname.startsWith("//") ? pathname + search : "/";
}

/** Keeps the choice for this answer and the next pages. An unknown language changes nothing. */
export function languageKeeper(settings: Settings): (c: Context, language: string) => void {
  const cookies = hostCookies("Lax", isOverHttps(settings));
  return (c, language) => {
    if (!isLanguage(language)) return;
    cookies.give(c, LANGUAGE_COOKIE, language, YEAR_SECONDS);
    c.set(JUST_CHOSEN, language);
  };
}

export function languageRoutes(app: Hono, settings: Settings): void {
  const keep = languageKeeper(settings);
  const ownOrigin = ownOriginOf(settings);
  app.post("/language", async (c) => {
    if (!isFromOwnPage(c, ownOrigin)) return c.body(null, 403);
    const form = await readPageForm(c);
    if (typeof form === "string") return c.body(null, form === "too-large" ? 413 : 400);
    keep(c, form("language"));
    c.header("Cache-Control", "no-store");
    return c.redirect(ownPathIn(form("to")), 303);
  });
}
