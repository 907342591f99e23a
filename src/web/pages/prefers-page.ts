// Clients that ask for a page (Accept), outside the API's addresses, get a refusal as a page.

import type { Context } from "hono";
import type { HttpEnv } from "../../http/context.ts";
import { definedPaths, withoutPattern } from "../../http/route-rules.ts";
import { isOfPrivacyidea, patternOf } from "../../http/watch/step.ts";
import { preferred } from "../../lib/accept.ts";

/** Files, in whose place a page would be read as one. */
const FILES = /^\/(assets|\.well-known)(\/|$)/;

export const prefersPage = (c: Context<HttpEnv>): boolean =>
  preferred(c.req.header("Accept"), isOfPage, false) && !isOfPrograms(c);

/** Undefined for a type of which there is neither a page nor JSON. */
function isOfPage(type: string): boolean | undefined {
  if (/^text\/(html|\*)$/.test(type)) return true;
  return /^application\/(json|\*)$/.test(type) ? false : undefined;
}

/** A path whose routes are defined, or which has none, where the API or privacyIDEA has others. */
function isOfPrograms(c: Context<HttpEnv>): boolean {
  const { path } = c.req;
  if (FILES.test(path)) return true;
  const pattern = patternOf(c);
  if (pattern !== undefined) return definedPaths().has(withoutPattern(pattern));
  const [, family = ""] = path.split("/");
  return isOfPrivacyidea(family) || [...definedPaths()].some((defined) => defined.split("/")[1] === family);
}
