// Where a browser may be sent after its login: addresses of origins that are listed, and nothing that only looks like one.
// The address is compared as it is written, when its code is redeemed, and followed as the URL parser reads it.

import type { ReturnTo } from "../challenge.ts";

/** An application puts a random value there, not data: it travels in addresses, which proxies bound. */
const MAX_STATE_CHARACTERS = 512;

/** Undefined when a login may not lead there. Without `state` an application could not tell its own logins from planted ones. */
export function readReturnTo(
  url: string | undefined,
  state: string | undefined,
  allowedOrigins: readonly string[],
): ReturnTo | undefined {
  if (url === undefined || state === undefined || state.length > MAX_STATE_CHARACTERS) return undefined;
  // Absolute, in characters that every parser reads alike: no backslash, no white space, nothing that is skipped.
  if (!/^https?:\/\/[\x21-\x5b\x5d-\x7e]+$/.test(url) || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (!allowedOrigins.includes(parsed.origin)) return undefined;
  if (parsed.username !== "" || parsed.password !== "" || url.includes("#")) return undefined;
  // An address that already has `code` or `state` could make the application read the attacker's instead of ours.
  if (parsed.searchParams.has("code") || parsed.searchParams.has("state")) return undefined;
  return { url, state };
}

/** Adds the code and the state to the address, and leaves the rest of its query unchanged. */
export function addressWithCode({ url, state }: ReturnTo, code: string): string {
  const parsed = new URL(url);
  const added = new URLSearchParams({ code, state }).toString();
  parsed.search = parsed.search.length > 1 ? `${parsed.search}&${added}` : added;
  return parsed.href;
}
