// What a server behind this one says it is, in the envelope of every answer: "privacyIDEA 3.13.3",
// "eduMFA 2.9.5". Its policy `hide_version` leaves that out.

import type { UpstreamServer } from "../core/ports/upstream.ts";

/** Without credentials it is refused, and changes nothing. /healthz/ does not tell the version. */
export const IDENTITY_PATH = "/auth/rights";

/** Pages and logs show both words, so nothing else is taken. */
const NAMED = /^(?<product>[\w-]{1,40}) (?<version>[\w.+-]{1,40})$/;

/** Undefined for anything but an envelope that says it. */
export function serverOf(text: string): UpstreamServer | undefined {
  try {
    const { product, version } = NAMED.exec(JSON.parse(text)?.version)?.groups ?? {};
    return product && version ? { product, version } : undefined;
  } catch {
    return undefined;
  }
}
