// /.well-known/security.txt (RFC 9116): whom to tell of a hole in this installation. The project's
// own address is in SECURITY.md, and a hole of one installation is its operator's matter.

import type { Settings } from "../../settings.ts";

type TxtSettings = Pick<Settings, "securityContact" | "publicUrl" | "mailLanguage">;

/** RFC 9116 §2.5.5: less than a year. Whoever still serves the file stands by it for so long. */
const VALID_DAYS = 180;
const DAY_MS = 24 * 3600 * 1000;

export const SECURITY_TXT = "/.well-known/security.txt";

/** Undefined if no contact is set. */
export function securityTxt(
  { securityContact, publicUrl, mailLanguage }: TxtSettings,
  nowMs: number,
): string | undefined {
  if (securityContact === "") return undefined;
  // At midnight, so that all copies of a day are equal.
  const expiresAtMs = (Math.floor(nowMs / DAY_MS) + VALID_DAYS) * DAY_MS;
  return [
    `Contact: ${securityContact}`,
    `Expires: ${new Date(expiresAtMs).toISOString().replace(".000", "")}`,
    // RFC 9116 §2.5.2 allows no http here, which a service on one's own machine has.
    ...(publicUrl.startsWith("https:") ? [`Canonical: ${publicUrl}${SECURITY_TXT}`] : []),
    `Preferred-Languages: ${[...new Set([mailLanguage, "en"])].join(", ")}`,
    "",
  ].join("\n");
}
