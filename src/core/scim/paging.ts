// Which part of a list a directory asks for (RFC 7644 §3.4.2.4), by numbers from 1 on.

import type { DirectoryPage } from "../ports/people/directory.ts";
import { fault, type ScimRefusal } from "./fault.ts";

/** A page that a directory reads in a second. */
export const MAX_LISTED = 200;
const DEFAULT_COUNT = 100;

export function readDirectoryPage(
  startIndex: string | undefined,
  count: string | undefined,
): { readonly ok: true; readonly page: DirectoryPage } | ScimRefusal {
  const [from, many] = [Number(startIndex || 1), Number(count || DEFAULT_COUNT)];
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(many))
    return fault("invalidValue", "startIndex and count are whole numbers.");
  return { ok: true, page: { startIndex: Math.max(1, from), count: Math.min(MAX_LISTED, Math.max(0, many)) } };
}
