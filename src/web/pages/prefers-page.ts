// Clients that ask for a page (Accept), outside the API's addresses, get a refusal as a page.

import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { HttpEnv } from "../../http/context.ts";
import { isOfPrivacyidea, patternOf } from "../../http/watch/step.ts";

/** Files, in whose place a page would be read as one. */
const FILES = /^\/(assets|\.well-known)(\/|$)/;

export const prefersPage = async (c: Context<HttpEnv>): Promise<boolean> =>
  accepts(c, { header: "Accept", supports: ["application/json", "text/html"], default: "application/json" }) ===
    "text/html" && !(await isOfPrograms(c));

/** A path whose routes are defined, or which has none, where the API or privacyIDEA has others. */
async function isOfPrograms(c: Context<HttpEnv>): Promise<boolean> {
  const { path } = c.req;
  if (FILES.test(path)) return true;
  const { DEFINED_PATHS, withoutPattern } = await import("../../http/route-rules.ts");
  const pattern = patternOf(c);
  if (pattern !== undefined) return DEFINED_PATHS.has(withoutPattern(pattern));
  const [, family = ""] = path.split("/");
  return isOfPrivacyidea(family) || [...DEFINED_PATHS].some((defined) => defined.split("/")[1] === family);
}
